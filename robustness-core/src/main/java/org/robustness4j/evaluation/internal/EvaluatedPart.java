package org.robustness4j.evaluation.internal;

import java.util.List;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.Tally;

/**
 * The result of an attack on some samples of a set. Parts add up: an evaluation is the same, whatever parts it was made
 * of and wherever.
 *
 * @param outcomes one for each sample, in their order
 * @param brokenPoints the points that broke the broken ones, in their order, {@code features} values each
 * @param forwardEvaluations how often a sample was run through the model by the attack
 * @param gradientEvaluations how many input gradients the attack took
 */
public record EvaluatedPart(
        List<SampleOutcome> outcomes, List<float[]> brokenPoints, long forwardEvaluations, long gradientEvaluations) {

    /** @throws IllegalArgumentException if there is not one point for each broken sample */
    public EvaluatedPart {
        outcomes = List.copyOf(outcomes);
        brokenPoints = List.copyOf(brokenPoints);
        long broken = outcomes.stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN)
                .count();
        if (broken != brokenPoints.size()) {
            throw new IllegalArgumentException(
                    "There are " + broken + " broken samples, but points for " + brokenPoints.size());
        }
    }

    /** The number of samples that were attacked. */
    public long attacked() {
        return Tally.of(outcomes).attacked();
    }

    /** Several parts as one, in their order. */
    public static EvaluatedPart joined(List<EvaluatedPart> parts) {
        return new EvaluatedPart(
                parts.stream().flatMap(part -> part.outcomes.stream()).toList(),
                parts.stream().flatMap(part -> part.brokenPoints.stream()).toList(),
                parts.stream().mapToLong(EvaluatedPart::forwardEvaluations).sum(),
                parts.stream().mapToLong(EvaluatedPart::gradientEvaluations).sum());
    }
}
