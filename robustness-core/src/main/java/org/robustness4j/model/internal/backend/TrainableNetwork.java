package org.robustness4j.model.internal.backend;

import java.util.Map;
import java.util.concurrent.Executor;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Parameters;

/**
 * A network whose weights change while it stays ready to run. It belongs to one thread; its classifiers are idle while
 * it takes over weights.
 */
public interface TrainableNetwork {

    /** Logits and input gradients with the weights as they are; it and its forks follow {@link #load}. */
    DifferentiableClassifier classifier();

    /**
     * Takes over other weights.
     *
     * @param weights a network of the same operations and shapes
     * @throws IllegalArgumentException if it is of others
     */
    void load(Network weights);

    /**
     * Runs a batch forward and keeps what the gradients need. The slices that the batch is computed in follow from the
     * shapes of the network alone, and so do the bits of the gradients.
     *
     * @param batch {@code [n, features]}
     * @param executor runs the slices; the call returns when all are done
     */
    Pass forward(Matrix batch, Executor executor);

    /** One batch on its way through the network, valid until the next one begins. */
    interface Pass {

        /** The logits, {@code [n, outputs]}. */
        Matrix logits();

        /**
         * The gradient of {@code sum(upstream * logits)} with respect to what training changes.
         *
         * @param upstream {@code [n, outputs]}
         * @return for each node of the network that has parameters their gradient, by the position of the node
         */
        Map<Integer, Parameters> backward(Matrix upstream);
    }
}
