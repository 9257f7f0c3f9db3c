package org.robustness4j.evaluation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.internal.NoiseImages;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.internal.EightBit;
import org.robustness4j.evaluation.internal.EvaluatedPart;
import org.robustness4j.evaluation.internal.EvaluationTask;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.evaluation.internal.PreparedModel;
import org.robustness4j.evaluation.internal.SamplesFingerprint;
import org.robustness4j.evaluation.internal.StagedEvaluation;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;

/**
 * Attacks a model on a set of samples and has the user's own model confirm what the attacks find. The clean predictions are
 * taken once and serve all attacks.
 *
 * <p>An evaluator belongs to one thread.
 */
public final class RobustnessEvaluator {

    private final PreparedModel model;
    private final Samples samples;
    private final Execution execution;
    private final Map<Seen, Integer> known;
    private final boolean randomized;
    private final int[] cleanPredictions;
    private final String samplesSha256;

    /**
     * Checks that model and samples fit, and takes the clean predictions.
     *
     * @throws IllegalArgumentException if a sample lies outside the domain, a label is no class of the model, or the model
     *     does not take samples of this shape
     * @throws IllegalStateException if the model's domain is not declared, its output is not finite, or the classifier that
     *     attacks see does not predict what the model's own output does
     */
    public RobustnessEvaluator(TestedModel model, Samples samples, RunOptions options) {
        this.model = new PreparedModel(model, samples.shape(), options);
        this.samples = samples;
        this.execution = Execution.LOCAL;
        this.model.requireFits(samples);
        this.known = new HashMap<>();
        this.randomized = this.model.isRandomized(samples);
        this.cleanPredictions = takeCleanPredictions();
        this.samplesSha256 = new SamplesFingerprint(samples).sha256();
    }

    private RobustnessEvaluator(RobustnessEvaluator other, Samples samples) {
        this.model = other.model;
        this.known = other.known;
        this.randomized = other.randomized;
        this.execution = other.execution;
        this.samples = samples;
        if (!samples.shape().equals(other.samples.shape())) {
            throw new IllegalArgumentException("Samples of the shape " + samples.shape()
                    + " do not fit an evaluator of " + other.samples.shape() + "; make one of their own");
        }
        model.requireFits(samples);
        this.cleanPredictions = takeCleanPredictions();
        this.samplesSha256 = new SamplesFingerprint(samples).sha256();
    }

    private RobustnessEvaluator(RobustnessEvaluator other, Execution execution) {
        this.model = other.model;
        this.known = other.known;
        this.randomized = other.randomized;
        this.execution = execution;
        this.samples = other.samples;
        this.cleanPredictions = other.cleanPredictions;
        this.samplesSha256 = other.samplesSha256;
    }

    /** The same evaluator, whose attacks are run elsewhere. Both belong to the same thread. */
    public RobustnessEvaluator executedBy(Execution newExecution) {
        return new RobustnessEvaluator(this, newExecution);
    }

    /**
     * An evaluator of the same model on other samples. The model is not prepared again, with the memory it was given at first,
     * and what it predicts for samples it has seen is taken over. Both evaluators belong to the same thread.
     *
     * @throws IllegalArgumentException if the samples do not fit the model, as for the constructor
     * @throws IllegalStateException likewise
     */
    public RobustnessEvaluator on(Samples others) {
        return new RobustnessEvaluator(this, others);
    }

    private int[] takeCleanPredictions() {
        Samples unseen = samples.where(i -> !known.containsKey(Seen.at(samples, i)));
        int[] predictions = model.predict(unseen.inputs());
        if (!randomized) {
            model.requireAgreement(unseen, predictions);
        }
        for (int i = 0; i < predictions.length; i++) {
            known.put(Seen.at(unseen, i), predictions[i]);
        }
        return IntStream.range(0, samples.size())
                .map(i -> Objects.requireNonNull(known.get(Seen.at(samples, i))))
                .toArray();
    }

    /** A sample that was predicted: its index, and a hash of its values, since another data set has the same indices. */
    private record Seen(int index, int hash) {

        static Seen at(Samples samples, int position) {
            return new Seen(samples.index(position), Arrays.hashCode(samples.input(position)));
        }
    }

    /** The model as it was made ready; it belongs to the evaluator's thread. */
    public PreparedModel preparedModel() {
        return model;
    }

    /** The model as attacks see it; it belongs to the evaluator's thread. */
    public Classifier classifier() {
        return model.classifier();
    }

    /** Whether the model's own output for the same input differs from call to call. */
    public boolean isRandomized() {
        return randomized;
    }

    /** Samples that the model classifies correctly without attack, among all. */
    public Rate cleanAccuracy() {
        long right = IntStream.range(0, samples.size())
                .filter(i -> cleanPredictions[i] == samples.label(i))
                .count();
        return new Rate(right, samples.size());
    }

    /** The domain of the samples. */
    public Domain domain() {
        return model.model().domain();
    }

    /** The model's name for people. */
    public String modelName() {
        return model.model().name();
    }

    /** The model, and what computes it. */
    public ModelIdentity model() {
        return model.identity();
    }

    /** What the user's own model predicts for each sample. */
    public int[] cleanPredictions() {
        return cleanPredictions.clone();
    }

    /** The logits that attacks follow, for the first samples: a normaliser, which is no part of the model's hash, shows in them. */
    public Matrix firstLogits() {
        return model.firstLogits(samples);
    }

    /** The SHA-256 of {@link #firstLogits}, in hexadecimal: tells models apart whose own hash is not known. */
    public String logitsSha256() {
        Matrix logits = firstLogits();
        ByteBuffer bytes = ByteBuffer.allocate(logits.values().length * Float.BYTES);
        bytes.asFloatBuffer().put(logits.values());
        return Sha256.hex(bytes.array());
    }

    /** The samples that are attacked, but for fake images. */
    public Samples samples() {
        return samples;
    }

    /** The number of classes of the model. */
    public int classes() {
        return classifier().classes();
    }

    /**
     * Runs one attack on the samples it can succeed on.
     *
     * @param threatModel untargeted or targeted
     * @throws IllegalArgumentException if the attack does not fit the model or the threat model
     * @throws IllegalStateException if the model returns values that are not finite
     */
    public AttackEvaluation evaluate(Attack attack, ThreatModel threatModel, RunOptions options) {
        return evaluate(attack, threatModel, options, AttackMonitor.NONE);
    }

    /**
     * Runs one attack on the samples it can succeed on, under the eyes of a monitor.
     *
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @see #evaluate(Attack, ThreatModel, RunOptions)
     */
    public AttackEvaluation evaluate(
            Attack attack, ThreatModel threatModel, RunOptions options, AttackMonitor monitor) {
        return evaluate(attack, threatModel, options, monitor, StoppingRule.NEVER);
    }

    /**
     * Runs one attack on the samples it can succeed on, all of them or until it is time to stop.
     *
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @see #evaluate(Attack, ThreatModel, RunOptions)
     */
    public AttackEvaluation evaluate(
            Attack attack, ThreatModel threatModel, RunOptions options, AttackMonitor monitor, StoppingRule stopping) {
        if (threatModel.goal() == Goal.FAKE) {
            throw new IllegalArgumentException(
                    "Fake images do not start from samples; call evaluateFakes, which draws noise to start from");
        }
        return evaluate(samples, cleanPredictions, attack, threatModel, options, monitor, stopping);
    }

    /**
     * Grows fake images of a class from uniform noise.
     *
     * @param target the class that the images are to be taken for
     * @param images how many
     * @throws IllegalArgumentException if there is no such class, or less than one image
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     */
    public AttackEvaluation evaluateFakes(
            Attack attack, int target, int images, RunOptions options, AttackMonitor monitor) {
        return evaluateFakes(attack, target, images, options, monitor, StoppingRule.NEVER);
    }

    /**
     * Grows fake images of a class from uniform noise, all of them or until it is time to stop.
     *
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @see #evaluateFakes(Attack, int, int, RunOptions, AttackMonitor)
     */
    public AttackEvaluation evaluateFakes(
            Attack attack, int target, int images, RunOptions options, AttackMonitor monitor, StoppingRule stopping) {
        if (attack.isMinimal()) {
            throw new IllegalArgumentException(attack.name()
                    + " seeks the nearest point, but a fake image has nothing to be near to; use FakeImage");
        }
        Samples noise = NoiseImages.draw(samples.shape(), domain(), images, options.seed());
        return evaluate(
                noise,
                model.predict(noise.inputs()),
                attack,
                ThreatModel.fake(target, domain()),
                options,
                monitor,
                stopping);
    }

    /**
     * How many of the broken samples the user's own model still gets wrong, in the adversary's sense, when their points are
     * rounded to the 256 levels of an ordinary image file. Rounding may leave the ball by half a level.
     *
     * @param evaluation of this model
     */
    public Rate survivesEightBit(AttackEvaluation evaluation) {
        BrokenSamples broken = evaluation.broken();
        EightBit file = new EightBit(evaluation.threatModel().domain());
        int[] predictions = model.predict(Matrix.ofRows(
                broken.adversarial().stream().map(file::rounded).toList(),
                broken.shape().features()));
        long surviving = IntStream.range(0, predictions.length)
                .filter(i -> evaluation.threatModel().isReached(broken.label(i), predictions[i]))
                .count();
        return new Rate(surviving, predictions.length);
    }

    private AttackEvaluation evaluate(
            Samples given,
            int[] predictions,
            Attack attack,
            ThreatModel threatModel,
            RunOptions options,
            AttackMonitor monitor,
            StoppingRule stopping) {
        long start = System.nanoTime();
        EvaluationTask work = new EvaluationTask(model, given, predictions, attack, threatModel, options);
        StagedEvaluation stages = new StagedEvaluation(work, execution, monitor);
        String sha256 = given == samples ? samplesSha256 : new SamplesFingerprint(given).sha256();
        AttackEvaluation evaluation;
        do {
            if (stopping.equals(StoppingRule.NEVER)) {
                stages.runAll();
            } else {
                stages.runNext();
            }
            evaluation = evaluation(
                    sha256,
                    work,
                    stages.soFar(),
                    new BrokenSamples(given, new int[0], List.of(), new int[0]),
                    Duration.ZERO);
        } while (!stages.isDone() && !stopping.isEnough(evaluation));
        EvaluatedPart part = stages.soFar();
        return evaluation(
                sha256,
                work,
                part,
                broken(given, evaluation.outcomes(), part.brokenPoints()),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** The samples that no stage came to were not needed. */
    private AttackEvaluation evaluation(
            String sha256, EvaluationTask work, EvaluatedPart part, BrokenSamples broken, Duration wallTime) {
        Samples given = work.samples();
        List<SampleOutcome> outcomes = new ArrayList<>(part.outcomes());
        for (int i = outcomes.size(); i < given.size(); i++) {
            int prediction = work.cleanPredictions()[i];
            outcomes.add(
                    work.threatModel().isAttackable(given.label(i), prediction)
                            ? SampleOutcome.notNeeded(given.index(i), given.label(i), prediction)
                            : SampleOutcome.notAttacked(given.index(i), given.label(i), prediction));
        }
        return model.evaluation(
                work.attack(),
                work.threatModel(),
                work.options(),
                sha256,
                outcomes,
                broken,
                part.forwardEvaluations(),
                part.gradientEvaluations(),
                wallTime);
    }

    /** What it takes to repeat an attack, besides its class: its parameters, and what it could afford. */
    public static Map<String, Object> parameters(Attack attack, RunOptions options) {
        Map<String, Object> parameters = new LinkedHashMap<>(attack.parameters());
        if (options.queryBudget() != RunOptions.UNLIMITED) {
            parameters.put("queryBudget", options.queryBudget());
        }
        return parameters;
    }

    /** Refers to the samples that are there anyway, so that those attacked need not be kept a second time. */
    private static BrokenSamples broken(Samples given, List<SampleOutcome> outcomes, List<float[]> points) {
        int[] positions = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).outcome() == Outcome.BROKEN)
                .toArray();
        return new BrokenSamples(
                given,
                positions,
                points,
                IntStream.of(positions).map(i -> outcomes.get(i).prediction()).toArray());
    }
}
