package org.robustness4j.diagnosis.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
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
 * Decides whether evaluations of one model on one set of samples are to be believed. Findings for an attack and a
 * threat model are kept for the next evaluation with the same.
 *
 * <p>A diagnostician belongs to one thread.
 */
public final class Diagnostician {

    private final RobustnessEvaluator evaluator;
    private final RunOptions options;
    private final ReferenceSearches searches;
    private final PlantedReadouts readouts;
    private final Map<List<Object>, Diagnosis> known = new HashMap<>();
    private @Nullable Preflight preflight;

    /**
     * Looks at nothing yet: model and samples are looked at when that is first needed.
     *
     * @param options seed, workers and memory of the checks
     */
    public Diagnostician(RobustnessEvaluator evaluator, RunOptions options) {
        this.evaluator = evaluator;
        this.options = new RunOptions(options.seed(), options.workers()).withMemory(options.memory());
        this.searches = new ReferenceSearches(evaluator);
        this.readouts = new PlantedReadouts(evaluator.classifier(), evaluator.samples(), this.options);
    }

    /**
     * Checks the model alone, before any attack.
     *
     * @param monitor may cancel the checks
     * @throws IllegalStateException if a sample's output depends on its batch
     * @throws java.util.concurrent.CancellationException if the monitor cancels them or the thread is interrupted
     */
    public Diagnosis preflight(AttackMonitor monitor) {
        return new Diagnosis(preflightOf(monitor).findings().stream()
                .map(ModelFinding::finding)
                .toList());
    }

    private Preflight preflightOf(AttackMonitor monitor) {
        Preflight done = preflight;
        if (done == null) {
            done = Preflight.of(evaluator, options, new Deadline(monitor, null));
            preflight = done;
        }
        return done;
    }

    /**
     * Checks an evaluation without limits and without a time budget.
     *
     * @see #of(Attack, AttackEvaluation, SuccessRateLimits, RunOptions, AttackMonitor)
     */
    public Diagnosis of(Attack attack, AttackEvaluation evaluation, RunOptions attackOptions) {
        return of(attack, evaluation, SuccessRateLimits.atMost(null), attackOptions, AttackMonitor.NONE);
    }

    /**
     * Checks an evaluation in which some samples withstood an adversary; others have nothing to be doubted, since an
     * adversarial example that was found is one, whatever found it. Where the model itself is in doubt, nothing more is
     * checked.
     *
     * @param attack the attack of the evaluation
     * @param limits whose slices, and whose classes where they are limited, are each looked at separately
     * @param attackOptions what the attack could afford, on each sample and in time, so that the checks do not give it
     *     more
     * @param monitor may cancel the checks
     * @throws IllegalStateException if a sample's output depends on its batch
     * @throws java.util.concurrent.CancellationException if the monitor cancels them or the thread is interrupted
     */
    public Diagnosis of(
            Attack attack,
            AttackEvaluation evaluation,
            SuccessRateLimits limits,
            RunOptions attackOptions,
            AttackMonitor monitor) {
        Preflight seen = preflightOf(monitor);
        Diagnosis ofModel = new Diagnosis(seen.findings().stream()
                .map(finding -> finding.forAttackWith(attack.traits().access()))
                .toList());
        boolean isAdversary = attack.traits().kind() == AttackKind.ADVERSARIAL;
        if (ofModel.doubt().isPresent() || !isAdversary || evaluation.count(Outcome.ROBUST) == 0) {
            return ofModel;
        }
        List<Object> key = List.of(
                identity(attack),
                evaluation.threatModel(),
                attackOptions.queryBudget(),
                evaluation.samplesSha256(),
                outcomes(evaluation),
                limits.slices(),
                limits.classLimit() != null);
        Diagnosis kept = known.get(key);
        if (kept == null) {
            RunOptions allowed = options.withQueryBudget(attackOptions.queryBudget());
            Deadline deadline = Deadline.of(monitor, attackOptions);
            kept = checked(attack, evaluation, new CheckOptions(limits, allowed, deadline), seen.hasGradients());
            if (!deadline.isOver()) {
                known.put(key, kept);
            }
        }
        return ofModel.and(kept);
    }

    /** The attack in Java's serialized form, which is equal for equal attacks; the attack itself where it has none. */
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

    private Diagnosis checked(
            Attack attack, AttackEvaluation evaluation, CheckOptions checkOptions, boolean hasGradients) {
        boolean isBounded = evaluation.threatModel().perturbation() instanceof Ball;
        List<SpotCheckedGroup> groups =
                isBounded ? GradientMaskingChecks.groups(evaluation, evaluator.samples(), checkOptions) : List.of();
        if (isBounded && groups.get(0).indices().isEmpty()) {
            return new Diagnosis(List.of(Finding.doubt(
                    "samples",
                    "none of the " + evaluator.samples().size()
                            + " samples that the checks look at was attacked, so that"
                            + " nothing can be tried: the model is wrong on them, or they are of the target class")));
        }
        if (evaluation.threatModel().countsPositions() && !evaluator.domain().isTokens()) {
            return new Diagnosis(List.of(Finding.doubt(
                    "substitutions",
                    "in L0 the checks search among indices alone, and these values are none, so that nothing says that "
                            + attack.name() + " would have found what is there")));
        }
        Diagnosis power =
                new Diagnosis(new PlantedAdversarialsCheck(readouts, attack, evaluation.threatModel(), checkOptions)
                        .findings(groups));
        return evaluation.threatModel().perturbation() instanceof Ball ball
                ? power.and(new GradientMaskingChecks(searches, evaluation, ball, checkOptions, groups)
                        .diagnosis(attack.traits().access(), hasGradients))
                : power;
    }
}
