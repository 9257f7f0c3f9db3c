package org.robustness4j.hardening;

import org.jspecify.annotations.Nullable;

/**
 * What one epoch of training came to.
 *
 * @param epoch from 1
 * @param loss the mean of what was minimised
 * @param trainingAccuracy the share of the points trained on that were classified correctly, before the step on them
 * @param cleanAccuracy on the samples that are not trained on; null where there are none
 * @param robustAccuracy the share of them that the model still classifies correctly under PGD with 20 steps; null where there
 *     are none
 * @param collapsed whether robust accuracy fell far below the best although the model withstands its own training attack:
 *     catastrophic overfitting
 * @param seconds how long it took, measuring included
 */
public record EpochRecord(
        int epoch,
        double loss,
        double trainingAccuracy,
        @Nullable Double cleanAccuracy,
        @Nullable Double robustAccuracy,
        boolean collapsed,
        double seconds) {}
