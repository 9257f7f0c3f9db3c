package org.robustness4j.model.internal;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;

/**
 * The user's own model, asked through its own front door. Whether an attack succeeded is what it says, not what the
 * faster path of a {@link Classifier} says.
 */
@FunctionalInterface
public interface Predictor {

    /**
     * The model's class scores; the largest of a row is the predicted class.
     *
     * @param batch {@code [n, features]}, in the units of the user's data
     * @return {@code [n, classes]}: probabilities, or logits where the model ends in them
     */
    Matrix scores(Matrix batch);
}
