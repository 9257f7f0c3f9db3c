package org.robustness4j.model.internal.compiled;

import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.HeapTooSmallException;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Network.Node;
import org.robustness4j.model.internal.network.Parameters;

/**
 * What a network takes of the heap.
 *
 * @param weights the bytes of its weights, as they were given
 * @param prepared the bytes of those arranged for computing: for both directions, about
 * @param sample the bytes of the buffers of one sample
 */
record HeapNeed(long weights, long prepared, long sample) {

    private static final int MEBIBYTE = 1 << 20;

    /** The share of a heap that a virtual machine can fill. */
    private static final double USABLE = 0.9;

    static HeapNeed of(Network network, long bytesOfASample) {
        long weights = 0;
        for (Node node : network.nodes().subList(1, network.nodes().size())) {
            weights += (long) Float.BYTES
                    * Parameters.of(node.operation())
                            .map(parameters -> parameters.weights().length)
                            .orElse(0);
        }
        return new HeapNeed(weights, 2 * weights, bytesOfASample);
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
                "The heap of " + mebibytes(Runtime.getRuntime().maxMemory()) + " MiB is too small for this network: its"
                        + " weights take " + mebibytes(weights) + " MiB, arranged for computing " + mebibytes(prepared)
                        + " MiB more, and the buffers of a sample " + mebibytes(sample)
                        + " MiB for each thread; give the virtual machine of the tests at least "
                        + mebibytes(enough(cause != null)) + " MiB by -Xmx, in the <argLine> of Surefire or Failsafe",
                cause);
    }

    /** Other models and samples are in the heap, too: where it should have sufficed, half as much again. */
    private long enough(boolean isTried) {
        double needed = all() / USABLE;
        return (long) (isTried ? Math.max(needed, 1.5 * Runtime.getRuntime().maxMemory()) : needed);
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
    }
}
