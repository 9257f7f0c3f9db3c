package org.robustness4j.evaluation.internal;

import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;

/**
 * A sample that an attack did not break, and a point, inside the same rules and confirmed by the user's own model, that
 * breaks it.
 *
 * @param outcome of the sample, which is {@link Outcome#BROKEN}, with the name of the check that broke it as its note
 * @param clean the sample, {@code features} values
 * @param point the point, {@code features} values
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record Counterexample(SampleOutcome outcome, float[] clean, float[] point) {

    /** @throws IllegalArgumentException if the sample is not broken */
    public Counterexample {
        if (outcome.outcome() != Outcome.BROKEN) {
            throw new IllegalArgumentException("A counterexample breaks its sample, but the outcome of sample "
                    + outcome.index() + " is " + outcome.outcome());
        }
    }
}
