package org.robustness4j.model.network;

import java.util.ServiceLoader;
import org.robustness4j.model.DifferentiableClassifier;

/** Computes logits and input gradients of networks. Implementations are found by {@link ServiceLoader}. */
public interface GradientBackend {

    /** What computes, for results. */
    String name();

    /** Which backend to prefer where there are several: the one with the higher number. */
    default int priority() {
        return 0;
    }

    /**
     * Makes a network ready to run.
     *
     * @return a classifier whose batches are {@code [n, features]}, in the order of the network's input, and whose classes are its
     *     outputs
     * @throws IllegalArgumentException if it cannot run this network, saying why
     */
    DifferentiableClassifier compile(Network network);
}
