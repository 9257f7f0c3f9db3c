package org.robustness4j.dl4j.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.Matrix;

/** Computes the gradients of a network's weights, in training mode. */
interface WeightGradients {

    /**
     * Runs a batch forward.
     *
     * @param batch as the network takes it, behind the normaliser
     * @return the last pre-activations
     */
    Matrix forward(Matrix batch);

    /**
     * The gradient of {@code sum(upstream * pre-activations)} of the last batch.
     *
     * @param flat receives it, in the order of the network's parameters
     */
    void backward(Matrix upstream, INDArray flat);

    /** Takes over weights, in the order of the network's parameters. */
    void follow(INDArray parameters);

    /** Tells how far training is: dropout may depend on it. */
    default void at(int iteration, int epoch) {
        // most do not depend on it
    }

    /** What computes, for results. */
    String name();
}
