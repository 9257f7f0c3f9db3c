package org.robustness4j.assessment.internal;

import java.util.List;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.StoppingRule;
import org.robustness4j.evaluation.internal.Counterexample;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.verdict.SuccessRateLimits;

/**
 * A model with samples, wherever they are: in this process, as {@link LocalTarget}, or on a cluster.
 *
 * <p>Each method can be cancelled by its monitor and by interrupting the thread, and then throws a
 * {@link java.util.concurrent.CancellationException}.
 */
public interface AttackTarget {

    /**
     * Runs an attack, or takes over what an earlier build found by the same.
     *
     * @throws IllegalArgumentException if the attack does not fit the model or the threat model
     * @throws IllegalStateException if the model returns values that are not finite
     */
    CachedEvaluation evaluate(AttackPlan plan, StoppingRule stopping, AttackMonitor monitor);

    /** Checks the model before it is attacked. */
    Diagnosis preflight(AttackMonitor monitor);

    /** Whether an evaluation is to be believed. */
    Diagnosis diagnosis(AttackPlan plan, AttackEvaluation evaluation, SuccessRateLimits limits, AttackMonitor monitor);

    /** An evaluation with what else broke its samples. */
    AttackEvaluation joined(AttackEvaluation evaluation, List<Counterexample> counterexamples);

    /** How many of the broken samples stay broken in an image file of eight bits. */
    Rate survivesEightBit(AttackEvaluation evaluation);

    /** The hash of the model's logits for the first samples. */
    String logitsSha256();
}
