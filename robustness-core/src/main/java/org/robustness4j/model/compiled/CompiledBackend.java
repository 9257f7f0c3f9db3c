package org.robustness4j.model.compiled;

import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.network.GradientBackend;
import org.robustness4j.model.network.Network;

/** Computes networks in the virtual machine, on one core for each classifier. */
public final class CompiledBackend implements GradientBackend {

    private static final int LARGEST_TILE = 64;
    private static final int SMALLEST_TILE = 4;
    private static final long VALUES_IN_A_WORKSPACE = 1L << 24;

    @Override
    public String name() {
        return "compiled";
    }

    @Override
    public DifferentiableClassifier compile(Network network) {
        Network folded = new Folding(network).folded();
        return new CompiledClassifier(Program.of(folded), tile(folded));
    }

    /**
     * How many samples are computed together: as many as make the rows of the narrowest convolution long enough for vector
     * instructions, within what fits into the memory of a worker.
     */
    private static int tile(Network network) {
        long values = network.nodes().stream()
                .mapToLong(node -> 2L * node.shape().size())
                .sum();
        long fitting = VALUES_IN_A_WORKSPACE / values;
        return (int) Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, Long.highestOneBit(Math.max(1, fitting))));
    }
}
