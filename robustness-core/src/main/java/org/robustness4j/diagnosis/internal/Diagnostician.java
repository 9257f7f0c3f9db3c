package org.robustness4j.diagnosis.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.diagnosis.Diagnosis;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.verdict.SuccessRateLimits;

/**
 * Decides whether evaluations of one model on one set of samples are to be believed. What it found for an attack and a threat
 * model is kept for the next evaluation with the same.
 *
 * <p>A diagnostician belongs to one thread.
 */
public final class Diagnostician {

    private final RobustnessEvaluator evaluator;
    private final RunOptions options;
    private final Preflight preflight;
    private final ReferenceSearches searches;
    private final Map<List<Object>, Diagnosis> known = new HashMap<>();

    /**
     * Looks at model and samples.
     *
     * @throws IllegalStateException if a sample's output depends on its batch
     */
    public Diagnostician(RobustnessEvaluator evaluator, RunOptions options) {
        this(evaluator, options, AttackMonitor.NONE);
    }

    /**
     * Looks at model and samples, under the eyes of a monitor.
     *
     * @throws IllegalStateException if a sample's output depends on its batch
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     */
    public Diagnostician(RobustnessEvaluator evaluator, RunOptions options, AttackMonitor monitor) {
        this.evaluator = evaluator;
        this.options = new RunOptions(options.seed(), options.workers()).withMemoryPerWorker(options.memoryPerWorker());
        this.searches = new ReferenceSearches(evaluator);
        this.preflight = Preflight.of(evaluator, this.options, new Deadline(monitor, null));
    }

    /** What is true of the model, whatever the attack. */
    public Diagnosis preflight() {
        return new Diagnosis(
                preflight.findings().stream().map(ModelFinding::finding).toList());
    }

    /**
     * Checks an evaluation of which nothing is demanded, for as long as it takes.
     *
     * @see #of(Attack, AttackEvaluation, SuccessRateLimits, RunOptions, AttackMonitor)
     */
    public Diagnosis of(Attack attack, AttackEvaluation evaluation, RunOptions attackOptions) {
        return of(attack, evaluation, SuccessRateLimits.atMost(null), attackOptions, AttackMonitor.NONE);
    }

    /**
     * Checks an evaluation in which some samples withstood an adversary; others have nothing to be doubted, since an
     * adversarial example that was found is one, whatever found it. Where the model itself is in doubt, nothing more is checked.
     *
     * @param attack the attack of the evaluation
     * @param demand what is demanded: each slice, and each class where classes are limited, is looked at by itself
     * @param attackOptions what the attack could afford, on each sample and in time, so that the checks do not give it more
     * @param monitor may cancel the checks
     * @throws java.util.concurrent.CancellationException if the monitor cancels them or the thread is interrupted
     */
    public Diagnosis of(
            Attack attack,
            AttackEvaluation evaluation,
            SuccessRateLimits demand,
            RunOptions attackOptions,
            AttackMonitor monitor) {
        Diagnosis ofModel = new Diagnosis(preflight.findings().stream()
                .map(finding -> finding.forAttackThatFollows(attack.follows()))
                .toList());
        boolean isAdversary = attack.kind() == AttackKind.ADVERSARIAL;
        if (ofModel.doubt().isPresent() || !isAdversary || evaluation.count(Outcome.ROBUST) == 0) {
            return ofModel;
        }
        List<Object> key = List.of(
                identity(attack),
                evaluation.threatModel(),
                attackOptions.queryBudget(),
                evaluation.samplesSha256(),
                outcomes(evaluation),
                demand.slices(),
                demand.classLimit() != null);
        Diagnosis kept = known.get(key);
        if (kept == null) {
            RunOptions allowed = options.withQueryBudget(attackOptions.queryBudget());
            Deadline deadline = Deadline.of(monitor, attackOptions);
            kept = checked(attack, evaluation, new Conditions(demand, allowed, deadline));
            if (!deadline.isOver()) {
                known.put(key, kept);
            }
        }
        return ofModel.and(kept);
    }

    /** What an attack is made of, as Java writes it: two of the same are the same; of one that cannot be written, itself. */
    private static Object identity(Attack attack) {
        try {
            return ByteBuffer.wrap(Serialization.bytes(attack));
        } catch (IllegalArgumentException e) {
            return attack;
        }
    }

    /** The hash of what became of each sample. */
    private static ByteBuffer outcomes(AttackEvaluation evaluation) {
        MessageDigest digest = Sha256.digest();
        for (SampleOutcome sample : evaluation.outcomes()) {
            digest.update((sample.index() + sample.outcome().name()).getBytes(StandardCharsets.US_ASCII));
        }
        return ByteBuffer.wrap(digest.digest());
    }

    private Diagnosis checked(Attack attack, AttackEvaluation evaluation, Conditions conditions) {
        boolean isBounded = evaluation.threatModel().perturbation() instanceof Ball;
        List<ProbedGroup> groups =
                isBounded ? MaskingChecks.groups(evaluation, evaluator.samples(), conditions) : List.of();
        if (isBounded && groups.get(0).indices().isEmpty()) {
            return new Diagnosis(List.of(Finding.doubt(
                    "samples",
                    "none of the " + evaluator.samples().size()
                            + " samples that the checks look at was attacked, so that"
                            + " nothing can be tried: the model is wrong on them, or they are of the target class")));
        }
        Diagnosis power = new Diagnosis(new PowerCheck(
                        evaluator.classifier(), evaluator.samples(), attack, evaluation.threatModel(), conditions)
                .findings(groups));
        return evaluation.threatModel().perturbation() instanceof Ball ball
                ? power.and(new MaskingChecks(searches, evaluation, ball, conditions, groups)
                        .diagnosis(attack.follows(), preflight.hasGradients()))
                : power;
    }
}
