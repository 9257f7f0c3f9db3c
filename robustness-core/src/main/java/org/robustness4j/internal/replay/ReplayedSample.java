package org.robustness4j.internal.replay;

import org.jspecify.annotations.Nullable;

/**
 * A stored candidate, predicted again.
 *
 * @param index the sample
 * @param label its true class, {@link org.robustness4j.data.Samples#UNLABELLED} for a fake image
 * @param recorded the class that the user's own model predicted for the candidate when it was stored
 * @param predicted the class that it predicts now
 * @param sameInput whether the sample has the label and, bit for bit, the values that it was attacked with
 * @param insideRules whether the candidate is finite, inside the range and inside the ball
 * @param sameCandidate whether the attack, run again, returned the candidate bit for bit; null when it was not run
 */
public record ReplayedSample(
        int index,
        int label,
        int recorded,
        int predicted,
        boolean sameInput,
        boolean insideRules,
        @Nullable Boolean sameCandidate) {

    /** Whether the model predicts what it did. */
    public boolean samePrediction() {
        return recorded == predicted;
    }
}
