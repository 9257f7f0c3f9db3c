package org.robustness4j.diagnosis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.robustness4j.attack.loss.MarginLoss;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.internal.BlockwiseLogits;

/**
 * Does a model's confidence fall on the way to another decision? On straight lines from samples to samples that are
 * predicted otherwise, and to noise, the place is found where the prediction changes, and the margin of the first
 * prediction is looked at before it. Whoever follows scores or gradients goes where the margin falls: a model whose
 * margin stays, or grows, until the decision changes all at once hides its decisions from all of them, with gradients
 * that are right.
 *
 * <p>A last step that leaves each prediction as it is and replaces the confidence is the simplest such model; see also
 * Athalye, Carlini, Wagner, arXiv 1802.00420, on gradients that are there and useless.
 */
record ConfidenceCheck(BlockwiseLogits model, boolean isDifferentiable, Samples samples, Domain domain) {

    static final String NAME = "confidence-falls-to-decisions";

    private static final int SAMPLES = 32;
    private static final int PARTNERS = 2;
    private static final int STEPS = 24;
    private static final int HALVINGS = 10;

    /** Where the margin is looked at, as shares of the way to the change. */
    private static final double[] STATIONS = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1};

    private static final int HALF_WAY = 5;
    private static final int NEAR = 9;
    private static final int VERY_NEAR = 11;
    private static final int FEWEST_LINES = 5;

    /** Of the lines: of honest networks on digits none is hidden, of a residual network on colours an eighth. */
    private static final double MANY = 0.4;

    /** Of the largest margin on the way: by how much an honest model rises all together on few lines. */
    private static final double RISE = 0.25;

    /**
     * From half of the way on the margin of an honest model falls to nothing; one that keeps so much of it does not.
     */
    private static final double MOST_LEFT = 0.9;

    /**
     * Where gradients are followed: so much of the margin just before the decision changes is a jump that they do not
     * see.
     */
    private static final double JUMP = 0.1;

    Finding finding(List<float[]> logits) {
        List<double[]> lines = lines(logits);
        long hidden = lines.stream().filter(this::isHidden).count();
        String measured = String.format(
                Locale.ROOT,
                "on %d of %d lines to other decisions the margin does not fall before the decision changes",
                hidden,
                lines.size());
        if (lines.size() < FEWEST_LINES) {
            return Finding.note(NAME, measured + "; so few lines cross a decision that this says little");
        }
        return Finding.of(
                NAME,
                hidden > MANY * lines.size(),
                measured,
                "scores and gradients lead away from where the model errs, so that an attack that follows them finds nothing"
                        + " there; give the model without what changes its confidence, or attack it with HopSkipJump, which"
                        + " follows decisions alone");
    }

    /**
     * The margin rises on the way, stays on its last half or its last tenth, or is still there when the decision
     * changes: where it rises towards the change, whoever makes it fall is led away.
     */
    private boolean isHidden(double[] margins) {
        double largest = DoubleStream.of(margins).max().orElse(0);
        double rise = 0;
        for (int i = 1; i < margins.length; i++) {
            rise += Math.max(0, margins[i] - margins[i - 1]);
        }
        double last = margins[margins.length - 1];
        boolean isStaying =
                margins[VERY_NEAR] >= MOST_LEFT * margins[HALF_WAY] || margins[VERY_NEAR] >= MOST_LEFT * margins[NEAR];
        return rise > RISE * largest || isStaying || (isDifferentiable && last > JUMP * largest);
    }

    /** The margins at the stations of each line on which the prediction changes. */
    private List<double[]> lines(List<float[]> logits) {
        RandomGenerator random = new SplittableRandom(1);
        int[] predictions = logits.stream().mapToInt(ConfidenceCheck::argMax).toArray();
        List<double[]> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLES, samples.size()); i++) {
            float[] from = samples.input(i);
            List<float[]> ends = new ArrayList<>();
            for (int k = 0; k < PARTNERS; k++) {
                otherDecision(predictions, i, random).map(samples::input).ifPresent(ends::add);
            }
            ends.add(noise(from.length, random));
            for (float[] end : ends) {
                margins(from, carried(from, end), predictions[i]).ifPresent(lines::add);
            }
        }
        return lines;
    }

    private static Optional<Integer> otherDecision(int[] predictions, int from, RandomGenerator random) {
        int start = random.nextInt(predictions.length);
        for (int k = 0; k < predictions.length; k++) {
            int other = (start + k) % predictions.length;
            if (predictions[other] != predictions[from]) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /** The end of a line from a sample: padding, and what the row carries behind the values, stay on all of it. */
    private float[] carried(float[] from, float[] end) {
        if (samples.shape().isPlain()) {
            return end;
        }
        float[] result = end.clone();
        for (int f = 0; f < result.length; f++) {
            result[f] = samples.shape().isOfTheSample(from, f) ? result[f] : from[f];
        }
        return result;
    }

    private float[] noise(int features, RandomGenerator random) {
        float[] noise = new float[features];
        for (int f = 0; f < features; f++) {
            noise[f] = (float) (domain.minimum() + random.nextDouble() * domain.width());
        }
        return noise;
    }

    private Optional<double[]> margins(float[] from, float[] end, int prediction) {
        List<float[]> coarse = model.of(STEPS, step -> between(from, end, (step + 1.0) / STEPS));
        int first = 0;
        while (first < STEPS && argMax(coarse.get(first)) == prediction) {
            first++;
        }
        if (first == STEPS) {
            return Optional.empty();
        }
        double before = (double) first / STEPS;
        double after = (first + 1.0) / STEPS;
        for (int k = 0; k < HALVINGS; k++) {
            double middle = (before + after) / 2;
            boolean isBefore =
                    argMax(model.of(1, one -> between(from, end, middle)).get(0)) == prediction;
            before = isBefore ? middle : before;
            after = isBefore ? after : middle;
        }
        double reach = before;
        MarginLoss margin = new MarginLoss();
        return Optional.of(model.of(STATIONS.length, k -> between(from, end, STATIONS[k] * reach)).stream()
                .mapToDouble(logits -> -margin.value(logits, prediction))
                .toArray());
    }

    private static float[] between(float[] from, float[] end, double share) {
        float[] point = new float[from.length];
        for (int f = 0; f < point.length; f++) {
            point[f] = (float) (from[f] + share * ((double) end[f] - from[f]));
        }
        return point;
    }

    private static int argMax(float[] logits) {
        return new Matrix(1, logits.length, logits).argMax(0);
    }
}
