package org.robustness4j.assessment.internal;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.diagnosis.internal.Diagnostician;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.StoppingRule;
import org.robustness4j.evaluation.internal.Counterexample;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.internal.cache.CacheKey;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.threat.Goal;
import org.robustness4j.verdict.SuccessRateLimits;

/**
 * A model and samples in this process; attacks may run elsewhere.
 *
 * <p>It belongs to one thread.
 */
public final class LocalTarget implements AttackTarget {

    private final RobustnessEvaluator evaluator;
    private final Execution execution;
    private final Function<AttackMonitor, Diagnostician> diagnostician;
    private final BiFunction<CacheKey, Supplier<AttackEvaluation>, CachedEvaluation> cache;

    /**
     * A target whose checks are shared with others, and whose evaluations may be known already.
     *
     * @param execution where attacks are run
     * @param diagnostician of this evaluator, perhaps shared with others
     * @param cache returns a known evaluation, or has it measured
     */
    public LocalTarget(
            RobustnessEvaluator evaluator,
            Execution execution,
            Function<AttackMonitor, Diagnostician> diagnostician,
            BiFunction<CacheKey, Supplier<AttackEvaluation>, CachedEvaluation> cache) {
        this.evaluator = evaluator;
        this.execution = execution;
        this.diagnostician = diagnostician;
        this.cache = cache;
    }

    /** A target whose attacks run here. */
    public static LocalTarget of(RobustnessEvaluator evaluator, RunOptions options) {
        Diagnostician diagnostician = new Diagnostician(evaluator, options);
        return new LocalTarget(
                evaluator,
                Execution.LOCAL,
                monitor -> diagnostician,
                (key, measured) -> new CachedEvaluation(measured.get(), false));
    }

    @Override
    public CachedEvaluation evaluate(AttackPlan plan, StoppingRule stopping, AttackMonitor monitor) {
        boolean isWhole = stopping.equals(StoppingRule.NEVER);
        return isWhole
                ? cache.apply(
                        new CacheKey(evaluator, plan.attack(), plan.threatModel(), plan.images(), plan.options()),
                        () -> measured(plan, stopping, monitor))
                : new CachedEvaluation(measured(plan, stopping, monitor), false);
    }

    private AttackEvaluation measured(AttackPlan plan, StoppingRule stopping, AttackMonitor monitor) {
        RobustnessEvaluator there = evaluator.executedBy(execution);
        return plan.threatModel().goal() == Goal.FAKE
                ? there.evaluateFakes(
                        plan.attack(), plan.threatModel().target(), plan.images(), plan.options(), monitor, stopping)
                : there.evaluate(plan.attack(), plan.threatModel(), plan.options(), monitor, stopping);
    }

    @Override
    public Diagnosis preflight(AttackMonitor monitor) {
        return diagnostician.apply(monitor).preflight(monitor);
    }

    @Override
    public Diagnosis diagnosis(
            AttackPlan plan, AttackEvaluation evaluation, SuccessRateLimits limits, AttackMonitor monitor) {
        return diagnostician.apply(monitor).of(plan.attack(), evaluation, limits, plan.options(), monitor);
    }

    @Override
    public AttackEvaluation joined(AttackEvaluation evaluation, List<Counterexample> counterexamples) {
        return evaluator.preparedModel().joined(evaluation, counterexamples);
    }

    @Override
    public Rate survivesEightBit(AttackEvaluation evaluation) {
        return evaluator.survivesEightBit(evaluation);
    }

    @Override
    public String logitsSha256() {
        return evaluator.logitsSha256();
    }
}
