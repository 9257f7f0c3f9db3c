package org.robustness4j.onnx.translation;

import org.jspecify.annotations.Nullable;

/**
 * What is computed from a sample: the values of a node of the network, or some of them in another order. Values are
 * moved only where an operation needs them so; until then reshaping, transposing and cutting cost nothing.
 */
final class Features implements Value {

    private final int node;
    private final int[] dims;
    /** For each value the index of the node's, or -1 for zero; null where all are in their order. */
    private final int @Nullable [] source;

    private Features(int node, int[] dims, int @Nullable [] source) {
        this.node = node;
        this.dims = dims.clone();
        this.source = source;
    }

    /** All values of a node in their order. */
    static Features of(int node, int[] dims) {
        return new Features(node, dims, null);
    }

    int node() {
        return node;
    }

    @Override
    public int[] dims() {
        return dims.clone();
    }

    int rank() {
        return dims.length;
    }

    /** The number of values. */
    int size() {
        return Dims.size(dims);
    }

    /** Whether all values of the node are there, in their order. */
    boolean isWhole() {
        return source == null;
    }

    /** For each value the index of the node's, or -1 for zero. */
    int[] source() {
        return source != null ? source : Dims.range(size());
    }

    /** The same values in other dimensions. */
    Features reshaped(int... newDims) {
        return new Features(node, newDims, source);
    }

    /**
     * Values moved about.
     *
     * @param from for each value the index of the one here, or -1 for zero
     */
    Features moved(int[] from, int... newDims) {
        int[] here = source();
        int[] moved = new int[from.length];
        boolean isInOrder = from.length == here.length && source == null;
        for (int i = 0; i < from.length; i++) {
            moved[i] = from[i] < 0 ? from[i] : here[from[i]];
            isInOrder &= moved[i] == i;
        }
        return new Features(node, newDims, isInOrder ? null : moved);
    }
}
