package org.robustness4j.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.robustness4j.attack.CrossEntropy;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Looks at a model and its samples before any attack: does it give the same answer twice, does a sample's answer depend on the
 * others in its batch, are its gradients there and right, do its outputs leave something to follow.
 *
 * <p>Labels, values outside the declared range and outputs that are not finite are errors of the evaluator and never get here.
 */
public final class Preflight {

    private static final int MOST_SAMPLES = 100;

    /** Two ways of computing a float32 network differ by some 1e-6 of its logits. */
    private static final double ROUNDING = 1e-4;

    private static final double FEW = 0.05;
    private static final double MOST = 0.5;

    /** exp(-100) is zero in float32: a softmax that is followed by its gradient leaves nothing of it. */
    private static final double SATURATED_MARGIN = 100;

    private final RobustnessEvaluator evaluator;
    private final Classifier classifier;
    private final Samples samples;
    private final int blockSize;
    private final Matrix logits;

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
     * @throws IllegalStateException if a sample's logits depend on the others in its batch: then no attack on it means anything
     */
    public static Diagnosis of(RobustnessEvaluator evaluator, RunOptions options) {
        Preflight preflight = new Preflight(evaluator, options);
        Finding repeatable = preflight.repeatable();
        List<Finding> findings = new ArrayList<>();
        findings.add(repeatable);
        if (repeatable.severity() == Severity.OK) {
            preflight.requireIndependenceOfTheBatch();
        }
        findings.add(preflight.range());
        findings.add(preflight.classes());
        findings.add(preflight.cleanAccuracy());
        findings.add(preflight.outputs());
        findings.add(preflight.saturation());
        if (preflight.classifier instanceof DifferentiableClassifier differentiable) {
            findings.add(preflight.zeroGradients(differentiable));
            if (repeatable.severity() == Severity.OK) {
                findings.add(new GradientCheck(differentiable, evaluator.domain(), preflight.samples).finding());
            }
        } else {
            findings.add(Finding.note(
                    "gradients", preflight.classifier.whyNoGradients() + ": only attacks by queries can run"));
        }
        return new Diagnosis(findings);
    }

    private Matrix logits(int block) {
        List<float[]> rows = new BlockwiseLogits(classifier, block).of(samples.size(), samples::input);
        return Matrix.ofRows(rows, classifier.classes());
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

    private static boolean differ(Matrix one, Matrix other) {
        for (int i = 0; i < one.rows(); i++) {
            double size = 1e-6;
            for (int j = 0; j < one.columns(); j++) {
                size = Math.max(size, Math.abs(one.get(i, j)));
            }
            for (int j = 0; j < one.columns(); j++) {
                if (Math.abs((double) one.get(i, j) - other.get(i, j)) > ROUNDING * size) {
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

    private Finding cleanAccuracy() {
        double accuracy = evaluator.cleanAccuracy().value();
        double chance = 1.0 / classifier.classes();
        return Finding.of(
                "clean-accuracy",
                accuracy <= chance,
                evaluator.cleanAccuracy() + " samples are classified correctly, chance is " + percent(chance),
                "there is nothing to be robust; check labels, range and preprocessing");
    }

    /** Probabilities, given where logits are expected, saturate when they are made probabilities once more. */
    private Finding outputs() {
        long probabilities = IntStream.range(0, logits.rows())
                .filter(i -> isDistribution(logits.row(i)))
                .count();
        return Finding.of(
                "outputs-are-logits",
                probabilities > MOST * logits.rows(),
                probabilities + " of " + logits.rows() + " outputs look like probabilities",
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
        long saturated = IntStream.range(0, logits.rows())
                .filter(i -> {
                    float[] sorted = logits.row(i);
                    Arrays.sort(sorted);
                    return (double) sorted[sorted.length - 1] - sorted[sorted.length - 2] > SATURATED_MARGIN;
                })
                .count();
        return Finding.of(
                "saturated-outputs",
                saturated > MOST * logits.rows(),
                saturated + " of " + logits.rows() + " samples have a logit that exceeds all others by more than 100",
                "probabilities are exactly 0 or 1, as when logits are multiplied to hide gradients; scale them back");
    }

    private Finding zeroGradients(DifferentiableClassifier differentiable) {
        CrossEntropy loss = new CrossEntropy();
        int zero = 0;
        for (int from = 0; from < samples.size(); from += blockSize) {
            int to = Math.min(samples.size(), from + blockSize);
            List<float[]> upstreams = IntStream.range(from, to)
                    .mapToObj(i -> loss.direction(logits.row(i), samples.label(i)))
                    .toList();
            try (ForwardPass pass = differentiable.forward(samples.inputs().rows(from, to))) {
                Matrix gradients = pass.backward(Matrix.ofRows(upstreams, differentiable.classes()));
                for (int i = 0; i < gradients.rows(); i++) {
                    zero += isZero(gradients.row(i)) ? 1 : 0;
                }
            }
        }
        return Finding.of(
                "zero-gradients",
                zero > FEW * samples.size(),
                zero + " of " + samples.size() + " samples have an input gradient of exactly zero",
                "a layer hides the gradient, such as rounding, a step function or a saturated one; attack the model without"
                        + " that layer, or with Square, which needs no gradient");
    }

    private static boolean isZero(float[] gradient) {
        for (float value : gradient) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
