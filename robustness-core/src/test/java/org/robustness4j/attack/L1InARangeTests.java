package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * L1 where the range binds, as it does for images: a pixel changes by at most 1, an epsilon of 20 is 20 pixels and more. On a
 * linear model the optimum is a fractional knapsack: the features with the largest weights, each up to its bound.
 */
class L1InARangeTests {

    private static final int FEATURES = 784;
    private static final int SAMPLES = 128;
    private static final Domain PIXELS = Domain.range(0, 1);

    private final RandomGenerator random = new SplittableRandom(9);
    private final float[] weights = floats(FEATURES, -1, 1);
    private final Samples samples = new Samples(
            InputShape.flat(FEATURES),
            new Matrix(SAMPLES, FEATURES, floats(SAMPLES * FEATURES, 0, 1)),
            new int[SAMPLES]);

    /** Class 0 where the weighted sum, less an offset that makes every margin positive, is positive. */
    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Linear(float[] weights, double offset) implements DifferentiableClassifier {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    float[] logits = new float[2 * batch.rows()];
                    for (int i = 0; i < batch.rows(); i++) {
                        logits[2 * i] = (float) value(batch.row(i));
                    }
                    return new Matrix(batch.rows(), 2, logits);
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] gradient = new float[upstream.rows() * weights.length];
                    for (int i = 0; i < gradient.length; i++) {
                        gradient[i] = upstream.get(i / weights.length, 0) * weights[i % weights.length];
                    }
                    return new Matrix(upstream.rows(), weights.length, gradient);
                }

                @Override
                public void close() {}
            };
        }

        double value(float[] input) {
            double sum = -offset;
            for (int f = 0; f < input.length; f++) {
                sum += (double) weights[f] * input[f];
            }
            return sum;
        }

        @Override
        public DifferentiableClassifier fork() {
            return this;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 5, 10, 20})
    void manyStepsFindTheOptimumOfTheKnapsack(double epsilon) {
        double[] largestDrops = IntStream.range(0, SAMPLES)
                .mapToDouble(i -> largestDrop(samples.input(i), epsilon))
                .toArray();
        Linear model = new Linear(weights, offset(largestDrops));
        ThreatModel threat = ThreatModel.untargeted(Norm.L1, epsilon, PIXELS);

        for (Attack attack : List.of(new Bim(), new Pgd())) {
            List<Candidate> candidates =
                    attack.run(model, samples, threat, RunOptions.seed(1)).candidates();
            int breakable = 0;
            int missed = 0;
            for (int i = 0; i < SAMPLES; i++) {
                double margin = model.value(samples.input(i)) - largestDrops[i];
                boolean broken = candidates.get(i).claimed();
                if (margin > 1e-3) {
                    assertThat(broken).as("sample %s", i).isFalse();
                } else if (margin < -0.02 * largestDrops[i]) {
                    breakable++;
                    missed += broken ? 0 : 1;
                }
            }
            assertThat(breakable).isGreaterThan(SAMPLES / 5);
            assertThat(missed)
                    .as("missed by %s of %s", attack.name(), breakable)
                    .isZero();
        }
    }

    /** An offset for which about half of the samples can be broken. */
    private double offset(double[] largestDrops) {
        Linear plain = new Linear(weights, 0);
        return IntStream.range(0, SAMPLES)
                .mapToDouble(i -> plain.value(samples.input(i)) - largestDrops[i])
                .sorted()
                .toArray()[SAMPLES / 2];
    }

    private double largestDrop(float[] input, double epsilon) {
        double left = epsilon;
        double drop = 0;
        List<Integer> best = IntStream.range(0, FEATURES)
                .boxed()
                .sorted(Comparator.comparingDouble(f -> -Math.abs(weights[f])))
                .toList();
        for (int f : best) {
            double room = Math.min(left, weights[f] > 0 ? input[f] : 1 - input[f]);
            drop += room * Math.abs(weights[f]);
            left -= room;
        }
        return drop;
    }

    private float[] floats(int count, double from, double to) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(from, to);
        }
        return values;
    }
}
