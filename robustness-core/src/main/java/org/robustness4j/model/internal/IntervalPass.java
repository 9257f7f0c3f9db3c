package org.robustness4j.model.internal;

import org.robustness4j.data.Matrix;

/** A batch of boxes on its way through a model that is trained, and the samples in them. */
public interface IntervalPass {

    /** The logits of the samples, {@code [n, classes]}. */
    Matrix logits();

    /**
     * The middle of what each logit may be in its box, and behind all of them half the widths: of the differences of all
     * pairs, {@code [n, classes + classes * classes]}, or of each logit by itself, {@code [n, 2 classes]}.
     */
    Matrix intervals();

    /**
     * Computes the gradient of {@code sum(ofLogits * logits) + sum(ofIntervals * intervals)} with respect to the weights,
     * for the next update.
     *
     * @param ofLogits {@code [n, classes]}
     * @param ofIntervals of the shape of the intervals
     */
    void backward(Matrix ofLogits, Matrix ofIntervals);
}
