package org.robustness4j.diagnosis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.loss.MarginLoss;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Compares input gradients with central differences of the logits, taken in float64: along the gradient, where a right
 * one has its own length as slope, along half of its features, and along random directions. Features are measured by
 * how far they vary in the data. Several widths are tried and the best one counts, since the smaller drown in the
 * rounding of float32 and the larger cross kinks; what rounding of the logits alone explains is no deviation.
 */
record GradientCheck(DifferentiableClassifier classifier, FeatureScales scales, Samples samples) {

    static final String NAME = "gradients-against-finite-differences";

    private static final int SAMPLES = 8;
    private static final int DIRECTIONS = 3;
    private static final double[] WIDTHS = {1e-1, 1e-2, 1e-3};
    private static final double TOLERANCE = 0.1;

    Finding finding() {
        RandomGenerator random = new SplittableRandom(1);
        MarginLoss loss = new MarginLoss();
        List<Double> alongGradients = new ArrayList<>();
        List<Double> anywhere = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLES, samples.size()); i++) {
            float[] input = samples.input(i);
            float[] logits = classifier.logits(batch(input)).row(0);
            float[] upstream = loss.gradient(logits, samples.label(i));
            float[] gradient = gradient(input, upstream);
            for (int k = 0; k < DIRECTIONS; k++) {
                deviation(input, upstream, gradient, direction(gradient, k == 0 ? null : random))
                        .ifPresent(alongGradients::add);
            }
            deviation(input, upstream, gradient, direction(random)).ifPresent(anywhere::add);
        }
        if (alongGradients.isEmpty()) {
            return Finding.note(
                    NAME,
                    "the logits are too coarse to tell their slope: float32 has no digits left for it; leave out what is"
                            + " added to all of them");
        }
        double median = Math.max(median(alongGradients), median(anywhere));
        String measured = String.format(
                Locale.ROOT,
                "finite differences deviate from the input gradients by %.2g of their length (median of %d)",
                median,
                alongGradients.size() + anywhere.size());
        return Finding.of(
                NAME,
                !(median <= TOLERANCE),
                measured,
                "the gradients that attacks follow are not those of the model; give the model as a DifferentiableClassifier of"
                        + " your own, or attack it with Square, which needs none");
    }

    private static double median(List<Double> deviations) {
        return deviations.isEmpty() ? 0 : deviations.stream().sorted().toList().get(deviations.size() / 2);
    }

    /**
     * A direction of length 1, in units of the scales, in which all features move: also those whose gradient is zero.
     */
    private double[] direction(RandomGenerator random) {
        double[] direction = new double[samples.shape().features()];
        double length = 0;
        for (int f = 0; f < direction.length; f++) {
            direction[f] = scales.of(f) == 0 ? 0 : random.nextGaussian();
            length += direction[f] * direction[f];
        }
        for (int f = 0; f < direction.length; f++) {
            direction[f] /= Math.max(Double.MIN_NORMAL, Math.sqrt(length));
        }
        return direction;
    }

    private float[] gradient(float[] input, float[] upstream) {
        try (ForwardPass pass = classifier.forward(batch(input))) {
            return pass.backward(new Matrix(1, upstream.length, upstream)).row(0);
        }
    }

    private static Matrix batch(float[] input) {
        return new Matrix(1, input.length, input.clone());
    }

    /**
     * A direction of length 1, in units of the scales: the gradient's, or half of its features chosen by lot, so that
     * the slope is large in all.
     */
    private double[] direction(float[] gradient, @Nullable RandomGenerator random) {
        double[] direction = new double[gradient.length];
        double length = 0;
        for (int f = 0; f < direction.length; f++) {
            direction[f] = random == null || random.nextBoolean() ? gradient[f] * scales.of(f) : 0;
            length += direction[f] * direction[f];
        }
        if (length == 0) {
            for (int f = 0; f < direction.length; f++) {
                direction[f] = scales.of(f) > 0 ? 1 : 0;
                length += direction[f];
            }
        }
        for (int f = 0; f < direction.length; f++) {
            direction[f] /= Math.max(Double.MIN_NORMAL, Math.sqrt(length));
        }
        return direction;
    }

    /** The smallest deviation of the widths that tell something; empty where none does. */
    private OptionalDouble deviation(float[] input, float[] upstream, float[] gradient, double[] direction) {
        OptionalDouble best = OptionalDouble.empty();
        for (double width : WIDTHS) {
            OptionalDouble here = deviation(input, upstream, gradient, direction, width);
            if (here.isPresent() && (best.isEmpty() || here.getAsDouble() < best.getAsDouble())) {
                best = here;
            }
        }
        return best;
    }

    private OptionalDouble deviation(
            float[] input, float[] upstream, float[] gradient, double[] direction, double width) {
        float[] ahead = input.clone();
        float[] behind = input.clone();
        double expected = 0;
        double slope = 0;
        double moved = 0;
        for (int f = 0; f < input.length; f++) {
            double scale = scales.of(f);
            ahead[f] += (float) (width * scale * direction[f]);
            behind[f] -= (float) (width * scale * direction[f]);
            double step = (double) ahead[f] - behind[f];
            expected += gradient[f] * step;
            slope += Math.pow(gradient[f] * scale, 2);
            moved += scale == 0 ? 0 : Math.pow(step / scale, 2);
        }
        Matrix logits = classifier.logits(Matrix.ofRows(List.of(ahead, behind), input.length));
        double difference = 0;
        double rounding = 0;
        for (int j = 0; j < upstream.length; j++) {
            difference += upstream[j] * ((double) logits.get(0, j) - logits.get(1, j));
            rounding += Math.abs(upstream[j]) * (Math.ulp(logits.get(0, j)) + Math.ulp(logits.get(1, j)));
        }
        double most = Math.max(Math.sqrt(slope * moved), Math.abs(difference));
        if (most == 0) {
            return OptionalDouble.of(0);
        }
        return rounding > most / 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, Math.abs(difference - expected) - rounding) / most);
    }
}
