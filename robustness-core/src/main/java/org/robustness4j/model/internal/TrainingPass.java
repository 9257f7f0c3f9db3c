package org.robustness4j.model.internal;

import org.robustness4j.data.Matrix;

/** One batch on its way through a model that is trained. */
public interface TrainingPass {

    /** The logits of the batch, {@code [n, classes]}. */
    Matrix logits();

    /**
     * Computes the gradient of {@code sum(upstream * logits)} with respect to the weights, for the next update. Every
     * loss is a function of the logits, so this one primitive serves them all.
     *
     * @param upstream {@code [n, classes]}, the gradient of the loss with respect to the logits
     */
    void backward(Matrix upstream);
}
