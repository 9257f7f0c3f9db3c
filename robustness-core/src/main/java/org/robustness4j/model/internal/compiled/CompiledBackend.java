package org.robustness4j.model.internal.compiled;

import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.backend.GradientBackend;
import org.robustness4j.model.internal.backend.TrainableNetwork;
import org.robustness4j.model.internal.network.Network;

/** Computes networks in the virtual machine, on one core for each classifier and on others that have nothing to do. */
public final class CompiledBackend implements GradientBackend {

    private static final long MEMORY = 256L << 20;

    static final String NAME = "compiled";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DifferentiableClassifier compile(Network network) {
        Program program = Program.forInference(folded(network));
        return new CompiledClassifier(program, program.tile(MEMORY));
    }

    private static Network folded(Network network) {
        try {
            return new Folding(network).folded();
        } catch (OutOfMemoryError e) {
            throw HeapNeed.of(network, 0).shortage(e);
        }
    }

    @Override
    public TrainableNetwork compileTrainable(Network network) {
        return CompiledTraining.of(network, MEMORY);
    }
}
