package org.robustness4j.attack;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * The best point that an attack found for one sample.
 *
 * @param index the sample
 * @param point the point, {@code features} values
 * @param claimed whether the attack saw it succeed, with a margin that rounding does not take away
 * @param blind whether the attack had nothing to follow: it asked for gradients, and either every one of them was
 *     exactly zero, or its points never moved although the last gradient left room for a step
 * @param cutShort whether the time was up before the search was over
 * @param gaveUp why the attack could not search around the sample at all, null when it did
 * @param defect what is wrong with the point, null when it is a point of the region
 * @param forwardEvaluations how often the model was run on the way
 * @param gradientEvaluations how many input gradients were taken
 */
@API(status = Status.STABLE, since = "0.1")
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
