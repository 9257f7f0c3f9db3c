package org.robustness4j.spark.internal.executor;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.evaluation.internal.EvaluatedPart;

/**
 * What became of some blocks.
 *
 * @param range which
 * @param outcomes one for each sample, in their order
 * @param points the points that broke the broken ones, in their order; of the first ones alone where the report brings
 *     the samples too
 * @param brokenSamples the clean samples that the points belong to, where the driver does not have them
 * @param hashes the hash of each sample, likewise
 * @param forwardEvaluations how often a sample was run through the model by the attack
 * @param gradientEvaluations how many input gradients the attack took
 * @param nanos how long it took, without preparing the model
 * @param host where
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record BlockReport(
        BlockRange range,
        List<SampleOutcome> outcomes,
        List<float[]> points,
        @Nullable Samples brokenSamples,
        byte[] hashes,
        long forwardEvaluations,
        long gradientEvaluations,
        long nanos,
        String host)
        implements Serializable {

    /** The report as a part of the evaluation, where it has all points. */
    public EvaluatedPart part() {
        return new EvaluatedPart(outcomes, points, forwardEvaluations, gradientEvaluations);
    }

    /** The same report without points and samples. */
    public BlockReport withoutPoints() {
        return new BlockReport(
                range, outcomes, List.of(), null, hashes, forwardEvaluations, gradientEvaluations, nanos, host);
    }

    public Tally tally() {
        return Tally.of(outcomes);
    }
}
