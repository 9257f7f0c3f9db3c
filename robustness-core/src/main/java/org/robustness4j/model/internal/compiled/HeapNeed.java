package org.robustness4j.model.internal.compiled;

import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.HeapTooSmallException;
import org.robustness4j.model.internal.compiled.kernel.ConvolutionMap;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Network.Node;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.TransposedConvolution;
import org.robustness4j.model.internal.network.Parameters;

/**
 * What a network takes of the heap.
 *
 * @param weights the bytes of its weights, as they were given
 * @param prepared the bytes of those arranged for computing, in both directions
 * @param sample the bytes of the buffers of one sample
 */
record HeapNeed(long weights, long prepared, long sample) {

    private static final int BOTH_DIRECTIONS = 2;

    /** The share of a heap that a virtual machine can fill. */
    private static final double USABLE = 0.9;

    static HeapNeed of(Network network, long bytesOfASample) {
        long weights = 0;
        long prepared = 0;
        for (Node node : network.nodes().subList(1, network.nodes().size())) {
            long values = Parameters.of(node.operation())
                    .map(parameters -> (long) parameters.weights().length)
                    .orElse(0L);
            weights += values;
            prepared += prepared(network, node, values);
        }
        return new HeapNeed(Float.BYTES * weights, Float.BYTES * prepared, bytesOfASample);
    }

    private static long prepared(Network network, Node node, long weights) {
        FeatureShape input = network.nodes().get(node.inputs().get(0)).shape();
        if (node.operation() instanceof Convolution convolution) {
            return ConvolutionMap.values(input, node.shape(), convolution.window(), convolution.groups(), weights);
        }
        return node.operation() instanceof TransposedConvolution transposed
                ? ConvolutionMap.values(node.shape(), input, transposed.window(), 1, weights)
                : BOTH_DIRECTIONS * weights;
    }

    /**
     * Checks that it fits into the heap at all.
     *
     * @throws org.robustness4j.model.internal.HeapTooSmallException if it does not
     */
    void requireFits() {
        if (all() > USABLE * Runtime.getRuntime().maxMemory()) {
            throw shortage(null);
        }
    }

    private long all() {
        return weights + prepared + sample;
    }

    /**
     * What to say where the heap is too small.
     *
     * @param cause null where it was not tried
     */
    HeapTooSmallException shortage(@Nullable OutOfMemoryError cause) {
        return new HeapTooSmallException(
                "its weights take " + HeapTooSmallException.mebibytes(weights) + ", arranged for computing "
                        + HeapTooSmallException.mebibytes(prepared) + " more, and the buffers of a sample "
                        + HeapTooSmallException.mebibytes(sample) + " for each thread",
                enough(cause != null),
                cause);
    }

    /** Other models and samples are in the heap, too: where it should have sufficed, half as much again. */
    private long enough(boolean isTried) {
        double needed = all() / USABLE;
        return (long) (isTried ? Math.max(needed, 1.5 * Runtime.getRuntime().maxMemory()) : needed);
    }
}
