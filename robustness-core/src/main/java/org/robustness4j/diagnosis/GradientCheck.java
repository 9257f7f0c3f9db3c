package org.robustness4j.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.MarginLoss;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Compares input gradients with central differences of the logits, taken in float64: along the gradient, where a right one has
 * its own length as slope, and along random directions made of half of the features. Two widths are tried and the better one
 * counts, since the smaller drowns in the rounding of float32 and the larger crosses kinks.
 */
record GradientCheck(DifferentiableClassifier classifier, Domain domain, Samples samples) {

    private static final int SAMPLES = 8;
    private static final int DIRECTIONS = 3;
    private static final double[] WIDTHS = {1e-2, 1e-3};
    private static final double TOLERANCE = 0.1;

    Finding finding() {
        RandomGenerator random = new SplittableRandom(1);
        MarginLoss loss = new MarginLoss();
        List<Double> deviations = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLES, samples.size()); i++) {
            float[] input = samples.input(i);
            float[] logits = classifier.logits(batch(input)).row(0);
            float[] upstream = loss.gradient(logits, samples.label(i));
            float[] gradient = gradient(input, upstream);
            for (int k = 0; k < DIRECTIONS; k++) {
                deviations.add(deviation(input, upstream, gradient, direction(gradient, k == 0 ? null : random)));
            }
        }
        double median = deviations.stream().sorted().toList().get(deviations.size() / 2);
        String measured = String.format(
                Locale.ROOT,
                "finite differences deviate from the input gradients by %.2g of their length (median of %d)",
                median,
                deviations.size());
        return Finding.of(
                "gradients-against-finite-differences",
                !(median <= TOLERANCE),
                measured,
                "the gradients that attacks follow are not those of the model; give the model as a DifferentiableClassifier of"
                        + " your own, or attack it with Square, which needs none");
    }

    private float[] gradient(float[] input, float[] upstream) {
        try (ForwardPass pass = classifier.forward(batch(input))) {
            return pass.backward(new Matrix(1, upstream.length, upstream)).row(0);
        }
    }

    private static Matrix batch(float[] input) {
        return new Matrix(1, input.length, input.clone());
    }

    /** A direction of length 1: the gradient's, or half of its features chosen by lot, so that the slope is large in all. */
    private static double[] direction(float[] gradient, @Nullable RandomGenerator random) {
        double[] direction = new double[gradient.length];
        for (int f = 0; f < direction.length; f++) {
            direction[f] = random == null || random.nextBoolean() ? gradient[f] : 0;
        }
        double length = Math.sqrt(DoubleStream.of(direction).map(d -> d * d).sum());
        if (length == 0) {
            Arrays.fill(direction, 1 / Math.sqrt(direction.length));
            return direction;
        }
        for (int f = 0; f < direction.length; f++) {
            direction[f] /= length;
        }
        return direction;
    }

    private double deviation(float[] input, float[] upstream, float[] gradient, double[] direction) {
        double slope = 0;
        double length = 0;
        for (int f = 0; f < direction.length; f++) {
            slope += gradient[f] * direction[f];
            length += (double) gradient[f] * gradient[f];
        }
        double best = Double.POSITIVE_INFINITY;
        for (double width : WIDTHS) {
            double difference = difference(input, upstream, direction, width * domain.width());
            double scale = Math.max(Math.sqrt(length), Math.abs(difference));
            best = Math.min(best, scale == 0 ? 0 : Math.abs(difference - slope) / scale);
        }
        return best;
    }

    private double difference(float[] input, float[] upstream, double[] direction, double width) {
        float[] ahead = input.clone();
        float[] behind = input.clone();
        double moved = 0;
        for (int f = 0; f < input.length; f++) {
            ahead[f] += (float) (width * direction[f]);
            behind[f] -= (float) (width * direction[f]);
            moved += ((double) ahead[f] - behind[f]) * direction[f];
        }
        Matrix logits = classifier.logits(Matrix.ofRows(List.of(ahead, behind), input.length));
        double difference = 0;
        for (int j = 0; j < upstream.length; j++) {
            difference += upstream[j] * ((double) logits.get(0, j) - logits.get(1, j));
        }
        return moved == 0 ? 0 : difference / moved;
    }
}
