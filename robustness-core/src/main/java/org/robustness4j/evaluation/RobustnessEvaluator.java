package org.robustness4j.evaluation;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.NoiseImages;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.internal.RepeatableOrder;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.internal.CleanPredictions;
import org.robustness4j.evaluation.internal.EightBit;
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
 * Attacks a model on a set of samples. What an attack finds counts only where the user's own model, asked in inference
 * mode, confirms it. The clean predictions are taken once and serve all attacks.
 *
 * <pre>{@code
 * RunOptions options = RunOptions.seed(1);
 * RobustnessEvaluator evaluator = new RobustnessEvaluator(TestedModel.of(network).range(0, 1), samples, options);
 * AttackEvaluation evaluation =
 *         evaluator.evaluate(new Pgd(), ThreatModel.untargeted(Norm.LINF, 0.1, evaluator.domain()), options);
 * double robustAccuracy = evaluation.robustAccuracy().value();
 * }</pre>
 *
 * <p>An evaluator belongs to one thread.
 */
@API(status = Status.STABLE, since = "0.1")
public final class RobustnessEvaluator {

    /** The parameter of an evaluation that says how long a proof was sought for each sample. */
    static final String PROOF_SECONDS = "proofSeconds";

    private final PreparedModel model;
    private final Samples samples;
    private final Execution execution;
    private final CleanPredictions predicted;
    private final int[] cleanPredictions;
    private final String samplesSha256;

    /**
     * Checks that model and samples fit, and takes the clean predictions.
     *
     * @param model with its range declared
     * @param samples to attack, labelled
     * @param options of which memory for each worker and block size count here
     * @throws IllegalArgumentException if a sample lies outside the domain, a label is no class of the model, or the
     *     model does not take samples of this shape
     * @throws IllegalStateException if the model's domain is not declared, its output is not finite, or the classifier
     *     that attacks see does not predict what the model's own output does
     */
    public RobustnessEvaluator(TestedModel model, Samples samples, RunOptions options) {
        this.model = new PreparedModel(model, samples.shape(), options);
        this.samples = samples;
        this.execution = Execution.LOCAL;
        this.model.requireFits(samples);
        this.predicted = new CleanPredictions(this.model, this.model.isRandomized(samples));
        this.cleanPredictions = predicted.of(samples);
        this.samplesSha256 = new SamplesFingerprint(samples).sha256();
    }

    private RobustnessEvaluator(RobustnessEvaluator other, Samples samples) {
        this.model = other.model;
        this.predicted = other.predicted;
        this.execution = other.execution;
        this.samples = samples;
        if (!samples.shape().equals(other.samples.shape())) {
            throw new IllegalArgumentException("Samples of the shape " + samples.shape()
                    + " do not fit an evaluator of " + other.samples.shape() + "; make one of their own");
        }
        model.requireFits(samples);
        this.cleanPredictions = predicted.of(samples);
        this.samplesSha256 = new SamplesFingerprint(samples).sha256();
    }

    private RobustnessEvaluator(RobustnessEvaluator other, Execution execution) {
        this.model = other.model;
        this.predicted = other.predicted;
        this.execution = execution;
        this.samples = other.samples;
        this.cleanPredictions = other.cleanPredictions;
        this.samplesSha256 = other.samplesSha256;
    }

    /** The same evaluator, whose attacks are run elsewhere. Both belong to the same thread. */
    @API(status = Status.INTERNAL, since = "0.1")
    public RobustnessEvaluator executedBy(Execution newExecution) {
        return new RobustnessEvaluator(this, newExecution);
    }

    /**
     * An evaluator of the same model on other samples. The model is not prepared again, with the memory it was given at
     * first, and what it predicts for samples it has seen is taken over. Both evaluators belong to the same thread.
     *
     * @throws IllegalArgumentException if the samples do not fit the model, as for the constructor
     * @throws IllegalStateException likewise
     */
    public RobustnessEvaluator on(Samples others) {
        return new RobustnessEvaluator(this, others);
    }

    /** The model as it was made ready for attacks; it belongs to the evaluator's thread. */
    @API(status = Status.INTERNAL, since = "0.1")
    public PreparedModel preparedModel() {
        return model;
    }

    /** The model as attacks see it; it belongs to the evaluator's thread. */
    public Classifier classifier() {
        return model.classifier();
    }

    /** Whether the model's own output for the same input differs from call to call. */
    public boolean isRandomized() {
        return predicted.isRandomized();
    }

    /** The clean accuracy: samples that the model classifies correctly without attack, among all. */
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

    /** The class that the user's own model predicts for each sample, without attack. */
    public int[] cleanPredictions() {
        return cleanPredictions.clone();
    }

    /**
     * The logits that attacks follow, for the first samples: a normaliser, which is no part of the model's hash, shows
     * in them.
     */
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
     * Runs one attack on the samples it can succeed on, and reports its progress.
     *
     * @param monitor is told how far the attack is, and may cancel it
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @see #evaluate(Attack, ThreatModel, RunOptions)
     */
    public AttackEvaluation evaluate(
            Attack attack, ThreatModel threatModel, RunOptions options, AttackMonitor monitor) {
        return evaluate(attack, threatModel, options, monitor, StoppingRule.NEVER);
    }

    /**
     * Runs one attack on the samples it can succeed on, all of them or until a rule ends it.
     *
     * @param stopping the rule, asked after every few blocks of samples
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
     * Grows fake images of a class from uniform noise, all of them or until a rule ends it.
     *
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @see #evaluateFakes(Attack, int, int, RunOptions, AttackMonitor)
     */
    public AttackEvaluation evaluateFakes(
            Attack attack, int target, int images, RunOptions options, AttackMonitor monitor, StoppingRule stopping) {
        if (attack.traits().isMinimal()) {
            throw new IllegalArgumentException(attack.name()
                    + " seeks the nearest point, but a fake image has nothing to be near to; use FakeImage");
        }
        if (samples.shape().labels() > 0) {
            throw new IllegalArgumentException("A fake image is taken for a class, but the model '"
                    + model.model().name()
                    + "' gives several labels for a sample; choose one of them with TestedModel.label, or the last step"
                    + " with TestedModel.lastStep");
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
     * The share of broken samples whose points still succeed when they are rounded to the 256 levels of an ordinary
     * image file. Rounding may leave the ball by half a level.
     *
     * @param evaluation of this model
     */
    public Rate survivesEightBit(AttackEvaluation evaluation) {
        BrokenSamples broken = evaluation.broken();
        EightBit file = new EightBit(evaluation.threatModel().domain());
        int[] predictions = model.predict(file.rounded(broken));
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
        EvaluationTask task = new EvaluationTask(model, given, predictions, attack, threatModel, options);
        String sha256 = given == samples ? samplesSha256 : new SamplesFingerprint(given).sha256();
        return new StagedEvaluation(task, sha256, execution, monitor).until(stopping);
    }

    /** The parameters of an attack by name, with the budgets of queries and proofs that the options have. */
    public static Map<String, Object> parameters(Attack attack, RunOptions options) {
        Map<String, Object> parameters = RepeatableOrder.of(attack.parameters());
        if (options.queryBudget() != RunOptions.UNLIMITED) {
            parameters.put("queryBudget", options.queryBudget());
        }
        if (options.proofBudget() != null) {
            parameters.put(PROOF_SECONDS, options.proofBudget().toNanos() / 1e9);
        }
        return parameters;
    }
}
