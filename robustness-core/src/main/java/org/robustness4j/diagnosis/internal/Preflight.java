package org.robustness4j.diagnosis.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.attack.ModelAccess;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.attack.loss.internal.LogitSpread;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.internal.BlockwiseLogits;
import org.robustness4j.evaluation.internal.PreparedModel;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.AdaptedModel;

/**
 * Looks at a model and its samples before any attack: does it give the same answer twice, does a sample's answer depend
 * on the others in its batch, are its gradients there and right, do its outputs leave something to follow.
 *
 * <p>Labels, values outside the declared range and outputs that are not finite are errors of the evaluator and never
 * get here.
 */
final class Preflight {

    private static final int MOST_SAMPLES = 100;

    /** Two ways of computing a float32 network differ by some 1e-6 of how far its leading logits are apart. */
    private static final double ROUNDING = 1e-4;

    private static final String ZERO_GRADIENTS = "zero-gradients";

    /** The number of guesses at more labels is as good as infinite. */
    private static final int MOST_LABELS = 30;

    private static final double FEW = 0.05;
    private static final double MOST = 0.5;

    /** exp(-100) is zero in float32: a softmax that is followed by its gradient leaves nothing of it. */
    private static final double SATURATED_MARGIN = 100;

    private final RobustnessEvaluator evaluator;
    private final Classifier classifier;
    private final Samples samples;
    private final int blockSize;
    private final List<float[]> logits;
    private final List<ModelFinding> findings = new ArrayList<>();

    private Preflight(RobustnessEvaluator evaluator, RunOptions options) {
        this.evaluator = evaluator;
        this.classifier = evaluator.classifier();
        this.samples = evaluator.samples().balancedSubset(MOST_SAMPLES, options.seed());
        this.blockSize = options.blockSize(samples.shape());
        this.logits = logits(blockSize);
    }

    /**
     * Runs all checks, on at most 100 of the samples.
     *
     * @throws IllegalStateException if a sample's logits depend on the others in its batch: then no attack on it means
     *     anything
     * @throws java.util.concurrent.CancellationException if they are cancelled
     */
    static Preflight of(RobustnessEvaluator evaluator, RunOptions options, Deadline deadline) {
        deadline.requireNotCancelled();
        Preflight preflight = new Preflight(evaluator, options);
        preflight.look(deadline);
        return preflight;
    }

    private void look(Deadline deadline) {
        Finding repeatable = repeatable();
        boolean isRepeatable = repeatable.severity() == Severity.OK;
        add(repeatable, ModelAccess.DECISIONS);
        deadline.requireNotCancelled();
        if (isRepeatable) {
            requireIndependenceOfTheBatch();
        }
        add(range(), ModelAccess.DECISIONS);
        PreparedModel model = evaluator.preparedModel();
        boolean isOfIndices = evaluator.domain().isTokens();
        if (!isOfIndices) { // which have no scale
            add(new MixedScalesCheck(samples, evaluator.domain(), model::featureName).finding(), ModelAccess.DECISIONS);
            AdaptedModel own = model.model().model();
            Matrix given = own.inUnitsOfTheModel(samples.inputs(), samples.shape());
            Matrix normalized = own.normalized(samples.inputs(), samples.shape());
            add(new ScaledTwiceCheck(given, normalized, model::featureName).finding(), ModelAccess.DECISIONS);
        }
        add(classes(), ModelAccess.DECISIONS);
        add(new CleanAccuracyCheck(evaluator.cleanAccuracy(), guesses()).finding(), ModelAccess.DECISIONS);
        add(outputs(), ModelAccess.GRADIENTS);
        add(saturation(), ModelAccess.GRADIENTS);
        deadline.requireNotCancelled();
        if (isRepeatable && !isOfIndices) { // between which there are no straight lines
            add(
                    new ConfidenceCheck(
                                    new BlockwiseLogits(classifier, blockSize),
                                    classifier instanceof DifferentiableClassifier,
                                    samples,
                                    evaluator.domain())
                            .finding(logits),
                    ModelAccess.SCORES);
        }
        deadline.requireNotCancelled();
        if (classifier instanceof DifferentiableClassifier differentiable) {
            add(zeroGradients(differentiable), ModelAccess.SCORES);
            if (isRepeatable) {
                FeatureScales scales = FeatureScales.of(samples, evaluator.domain());
                add(new GradientCheck(differentiable, scales, samples).finding(), ModelAccess.GRADIENTS);
            }
        } else if (isOfIndices) {
            add(new IndicesCheck(classifier, evaluator.domain()).finding(), ModelAccess.DECISIONS);
        } else {
            add(
                    Finding.note("gradients", classifier.whyNoGradients() + ": only attacks by queries can run"),
                    ModelAccess.DECISIONS);
        }
    }

    /** Of how many guesses one is right: of samples with several labels, each of them has to be. */
    private int guesses() {
        int labels = samples.shape().labels();
        return labels == 0 ? classifier.classes() : 1 << Math.min(labels, MOST_LABELS);
    }

    private void add(Finding finding, ModelAccess concerns) {
        findings.add(new ModelFinding(finding, concerns));
    }

    /** The findings, in the order of the checks. */
    List<ModelFinding> findings() {
        return List.copyOf(findings);
    }

    /** Whether there are gradients that lead somewhere, as far as was seen. */
    boolean hasGradients() {
        return classifier instanceof DifferentiableClassifier
                && findings.stream()
                        .map(ModelFinding::finding)
                        .filter(finding -> finding.check().equals(ZERO_GRADIENTS)
                                || finding.check().equals(GradientCheck.NAME))
                        .noneMatch(finding -> finding.severity() == Severity.DOUBT);
    }

    private List<float[]> logits(int block) {
        return new BlockwiseLogits(classifier, block).of(samples.size(), samples::input);
    }

    private Finding repeatable() {
        boolean random = evaluator.isRandomized() || differ(logits, logits(blockSize));
        return Finding.of(
                "repeatable-output",
                random,
                random ? "the model's output for the same input differs from call to call" : "the same output twice",
                "an attack follows one draw and is judged by another, so that nothing it does not find is robust; attack its"
                        + " expectation, as AutoAttack.forRandomizedModels() does, and evaluate the model without its randomness");
    }

    private void requireIndependenceOfTheBatch() {
        if (differ(logits, logits(1))) {
            throw new IllegalStateException(
                    "The model's output for a sample depends on the other samples in its batch, as with batch normalisation in"
                            + " training mode; an attack on it would mean nothing. Give the model in inference mode");
        }
    }

    private static boolean differ(List<float[]> one, List<float[]> other) {
        LogitSpread leading = LogitSpread.of(Matrix.ofRows(one, one.get(0).length));
        for (int i = 0; i < one.size(); i++) {
            for (int j = 0; j < one.get(i).length; j++) {
                if (leading.differ(one.get(i)[j], other.get(i)[j], ROUNDING)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Finding range() {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : samples.inputs().values()) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        String measured = "the values lie between " + smallest + " and " + largest + ", the declared range is "
                + evaluator.domain();
        return largest - smallest < FEW * evaluator.domain().width()
                ? Finding.note(
                        "declared-range", measured + ", more than 20 times as wide; is it the range of these data?")
                : Finding.ok("declared-range", measured);
    }

    private Finding classes() {
        int classes = classifier.classes();
        return classes < 4
                ? Finding.note(
                        "class-count",
                        classes + " classes: the targeted ratio of logits is not defined, differences take its place")
                : Finding.ok("class-count", classes + " classes");
    }

    /** Probabilities, given where logits are expected, saturate when they are made probabilities once more. */
    private Finding outputs() {
        long probabilities = IntStream.range(0, logits.size())
                .filter(i -> isDistribution(logits.get(i)))
                .count();
        return Finding.of(
                "outputs-are-logits",
                probabilities > MOST * logits.size(),
                probabilities + " of " + logits.size() + " outputs look like probabilities",
                "the model applies softmax before its last layer, which hides its gradients; give it without");
    }

    private static boolean isDistribution(float[] values) {
        double sum = 0;
        for (float value : values) {
            if (value < 0) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) < 1e-3;
    }

    private Finding saturation() {
        long saturated = IntStream.range(0, logits.size())
                .filter(i -> {
                    float[] sorted = logits.get(i).clone();
                    Arrays.sort(sorted);
                    return (double) sorted[sorted.length - 1] - sorted[sorted.length - 2] > SATURATED_MARGIN;
                })
                .count();
        return Finding.of(
                "saturated-outputs",
                saturated > MOST * logits.size(),
                saturated + " of " + logits.size() + " samples have a logit that exceeds all others by more than 100",
                "probabilities are exactly 0 or 1, as when logits are multiplied to hide gradients; scale them back");
    }

    private Finding zeroGradients(DifferentiableClassifier differentiable) {
        CrossEntropy loss = new CrossEntropy();
        int zero = 0;
        for (int from = 0; from < samples.size(); from += blockSize) {
            int to = Math.min(samples.size(), from + blockSize);
            List<float[]> upstreams = IntStream.range(from, to)
                    .mapToObj(i -> loss.direction(logits.get(i), samples.label(i)))
                    .toList();
            try (ForwardPass pass = differentiable.forward(samples.inputs().rows(from, to))) {
                Matrix gradients = pass.backward(Matrix.ofRows(upstreams, differentiable.classes()));
                for (int i = 0; i < gradients.rows(); i++) {
                    zero += isZero(gradients.row(i), evaluator.domain()) ? 1 : 0;
                }
            }
        }
        return Finding.of(
                ZERO_GRADIENTS,
                zero > FEW * samples.size(),
                zero + " of " + samples.size() + " samples have an input gradient of exactly zero",
                "a layer hides the gradient, such as rounding, a step function or a saturated one, and scores stay the same"
                        + " around a point as it does; attack the model without that layer, or with HopSkipJump, which follows"
                        + " decisions alone");
    }

    /** Among the features that may change. */
    private static boolean isZero(float[] gradient, Domain domain) {
        for (int f = 0; f < gradient.length; f++) {
            if (gradient[f] != 0 && domain.isMutable(f)) {
                return false;
            }
        }
        return true;
    }
}
