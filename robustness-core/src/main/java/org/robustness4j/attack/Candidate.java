package org.robustness4j.attack;

import org.jspecify.annotations.Nullable;

/**
 * The best that an attack found for one sample.
 *
 * @param index the sample
 * @param point the point, {@code features} values
 * @param claimed whether the attack saw it succeed, with a margin that rounding does not take away
 * @param blind whether every gradient that the attack was given was exactly zero, so that it had nothing to follow
 * @param cutShort whether the time was up before the search was over
 * @param gaveUp why the attack could not search around the sample at all, null when it did
 * @param defect what is wrong with the point, null when it is a point of the region
 * @param forwardEvaluations how often the model was run on the way
 * @param gradientEvaluations how many input gradients were taken
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record Candidate(
        int index,
        float[] point,
        boolean claimed,
        boolean blind,
        boolean cutShort,
        @Nullable String gaveUp,
        @Nullable String defect,
        int forwardEvaluations,
        int gradientEvaluations) {}
