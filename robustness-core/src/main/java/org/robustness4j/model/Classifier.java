package org.robustness4j.model;

import org.robustness4j.data.Matrix;

/**
 * A classifier under attack, in inference mode: the same input gives the same logits, whatever was asked before.
 *
 * <p>Users may implement it for a model of their own. One that can be differentiated implements
 * {@link DifferentiableClassifier}; on one that implements this interface alone, attacks that need nothing but scores run
 * all the same.
 *
 * <p>A classifier belongs to one thread; {@link #fork()} gives another thread its own.
 */
public interface Classifier {

    /** The number of classes, at least 2. */
    int classes();

    /**
     * The logits of a batch: the scores before softmax, so that {@code softmax(logits)} are the class probabilities.
     *
     * @param batch {@code [n, features]}, each row flattened in the model's own layout, in the units of the user's data
     * @return {@code [n, classes]}
     */
    Matrix logits(Matrix batch);

    /**
     * Whether the logits and gradients of a sample have the same bits whatever else is in its batch. Batches of such a
     * classifier may be filled up with samples of other blocks.
     */
    default boolean isBatchInvariant() {
        return false;
    }

    /** An independent classifier with the same weights, for another thread. */
    Classifier fork();
}
