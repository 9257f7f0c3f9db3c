package org.robustness4j.model.internal.backend;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.network.Network;

/** Computes logits and input gradients of networks. Implementations are found by {@link ServiceLoader}. */
public interface GradientBackend {

    /** What computes, for results; the classifier says the same. */
    String name();

    /** Backends are tried from the highest number to the lowest; the first that can compute a network does. */
    default int priority() {
        return 0;
    }

    /** All that are on the class path, in the order in which they are tried. */
    static List<GradientBackend> all() {
        return ServiceLoader.load(GradientBackend.class, GradientBackend.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(GradientBackend::priority).reversed())
                .toList();
    }

    /**
     * Makes a network ready to run.
     *
     * @return a classifier whose batches are {@code [n, features]}, in the order of the network's input, and whose
     *     classes are its outputs
     * @throws IllegalArgumentException if it cannot run this network, saying why
     */
    DifferentiableClassifier compile(Network network);

    /**
     * Makes a network ready to run with weights that change, and to give their gradients.
     *
     * @throws IllegalArgumentException if it cannot, saying why
     */
    default TrainableNetwork compileTrainable(Network network) {
        throw new IllegalArgumentException("it computes no gradients of weights");
    }
}
