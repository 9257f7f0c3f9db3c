package org.robustness4j.assessment;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.assessment.internal.AttackTarget;
import org.robustness4j.assessment.internal.LocalTarget;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.StoppingRule;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;

/**
 * Attacks a model, judges the result by limits, and checks whether the attack was strong enough for the result to be
 * believed.
 *
 * <pre>{@code
 * RobustnessEvaluator evaluator = new RobustnessEvaluator(TestedModel.of(network).range(0, 1), samples, options);
 * ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.2, evaluator.domain());
 * Assessment assessment = Assessor.of(evaluator, options)
 *         .assess(new Pgd(), threatModel, SuccessRateLimits.atMost(new BigDecimal("0.05")));
 * Verdict verdict = assessment.judgement().verdict();
 * }</pre>
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Assessor {

    private final AttackTarget target;
    private final AssessmentOptions options;
    private final @Nullable RunOptions runOptions;

    /**
     * An assessor of a model that may be attacked elsewhere.
     *
     * @param target model and samples
     * @param options how an assessment is made
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public Assessor(AttackTarget target, AssessmentOptions options) {
        this(target, options, null);
    }

    private Assessor(AttackTarget target, AssessmentOptions options, @Nullable RunOptions runOptions) {
        this.target = target;
        this.options = options;
        this.runOptions = runOptions;
    }

    /**
     * An assessor whose attacks and checks run in this process, with the default options.
     *
     * @param evaluator of the model and its samples
     * @param options seed, workers and memory of the checks, and of the attacks that come without a plan
     */
    public static Assessor of(RobustnessEvaluator evaluator, RunOptions options) {
        return new Assessor(LocalTarget.of(evaluator, options), AssessmentOptions.DEFAULT, options);
    }

    /** The same with other options. */
    public Assessor with(AssessmentOptions newOptions) {
        return new Assessor(target, newOptions, runOptions);
    }

    /**
     * Attacks samples with the options of this assessor, judges and checks.
     *
     * @throws IllegalStateException if it was made without {@link RunOptions}, or as {@link #assess(AttackPlan,
     *     SuccessRateLimits, AttackMonitor)} throws it
     * @see #assess(AttackPlan, SuccessRateLimits, AttackMonitor)
     */
    public Assessment assess(Attack attack, ThreatModel threatModel, SuccessRateLimits limits) {
        if (runOptions == null) {
            throw new IllegalStateException(
                    "This assessor has no RunOptions of its own; give it an AttackPlan, which has some");
        }
        return assess(new AttackPlan(attack, threatModel, runOptions), limits);
    }

    /**
     * Attacks, judges and checks, and tells nobody how far it is.
     *
     * @see #assess(AttackPlan, SuccessRateLimits, AttackMonitor)
     */
    public Assessment assess(AttackPlan plan, SuccessRateLimits limits) {
        return assess(plan, limits, AttackMonitor.NONE);
    }

    /**
     * Attacks, judges and checks, in this order. Without limits the result is recorded.
     *
     * @param plan the attack
     * @param limits on the attack success rate
     * @param monitor is told how far the attack is, and may cancel it and the checks
     * @throws java.util.concurrent.CancellationException if the monitor cancels, or the thread is interrupted
     * @throws IllegalArgumentException if the attack does not fit the model or the threat model
     * @throws IllegalStateException if the model returns values that are not finite, or depends on the batch
     */
    public Assessment assess(AttackPlan plan, SuccessRateLimits limits, AttackMonitor monitor) {
        boolean stopsEarly =
                options.stopsEarly() && limits.isLimited() && plan.options().proofBudget() == null;
        Assessment assessment =
                assess(plan, limits, stopsEarly ? limits.stopsOnceCertain() : StoppingRule.NEVER, monitor);
        boolean isCertain = assessment.judgement().verdict() != Verdict.INCONCLUSIVE
                || assessment.evaluation().tally().notNeeded() == 0;
        // what the checks broke may have taken away the certainty that the attack stopped at
        return stopsEarly && !isCertain ? assess(plan, limits, StoppingRule.NEVER, monitor) : assessment;
    }

    private Assessment assess(AttackPlan plan, SuccessRateLimits limits, StoppingRule stopping, AttackMonitor monitor) {
        Diagnosis preflight = options.isChecked() ? target.preflight(monitor) : Diagnosis.SWITCHED_OFF;
        CachedEvaluation attacked = target.evaluate(plan, stopping, monitor);
        AttackEvaluation own = attacked.evaluation();
        Judgement onPaper = Judgement.by(own, limits);
        boolean isKnown = onPaper.verdict() == Verdict.FAIL || onPaper.isProved(own);
        Diagnosis checked = options.isChecked() && !isKnown ? target.diagnosis(plan, own, limits, monitor) : preflight;
        Diagnosis diagnosis = checked.and(ProofSummary.of(own));
        AttackEvaluation evaluation = target.joined(own, diagnosis.counterexamples());
        Judgement judgement = diagnosis.judged(evaluation, Judgement.by(evaluation, limits, diagnosis.spotChecked()));
        return new Assessment(
                evaluation,
                judgement,
                diagnosis.findings(),
                attacked.fromCache(),
                options.triesEightBit() && !evaluation.threatModel().domain().isTokens()
                        ? target.survivesEightBit(evaluation)
                        : null,
                target.logitsSha256());
    }
}
