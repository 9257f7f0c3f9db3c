package org.robustness4j.certification.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.robustness4j.certification.internal.bounds.Bounded;
import org.robustness4j.certification.internal.bounds.Bounder;
import org.robustness4j.certification.internal.bounds.Region;
import org.robustness4j.certification.internal.graph.GraphTranslation;
import org.robustness4j.certification.internal.graph.UnboundableException;
import org.robustness4j.certification.internal.search.Clause;
import org.robustness4j.certification.internal.search.Deadline;
import org.robustness4j.certification.internal.search.Proof;
import org.robustness4j.certification.internal.search.Prover;
import org.robustness4j.certification.internal.search.Refuter;
import org.robustness4j.certification.internal.search.Requirement;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Dense;

/** What is proved is true: against exact truth, at the boundary, and where floating point is at its worst. */
class SoundnessTests {

    private static final int NETWORKS = 2000;
    private static final int POINTS = 10_000;

    /** Long enough for hundreds of cases. */
    private static final double SHORTLY = 0.03;

    /** Two exact minima, and the rounding of float32, are told apart above this share of the weights. */
    private static final double CLEAR = 1e-3;

    @Test
    void noProofContradictsTheExactMinimum() throws Exception {
        Random random = new Random(1);
        int proved = 0;
        int refutable = 0;
        for (int i = 0; i < NETWORKS; i++) {
            Case drawn = Case.random(random);
            double exact = drawn.exact(1).value();
            Proof proof = drawn.prove(1, 1, drawn.refuter());
            if (proof.status() == Proof.Status.PROVED) {
                assertThat(exact).as("network %d", i).isPositive();
                proved++;
            }
            if (exact > CLEAR) {
                assertThat(proof.status())
                        .as("network %d, minimum %s", i, exact)
                        .isEqualTo(Proof.Status.PROVED);
            }
            refutable += exact <= 0 ? 1 : 0;
        }
        assertThat(proved).isGreaterThan(NETWORKS / 5);
        assertThat(refutable).isGreaterThan(NETWORKS / 5);
    }

    /** With as many features, rectifiers are divided instead of the region. */
    @Test
    void noProofByCasesOfRectifiersContradictsTheExactMinimum() throws Exception {
        Random random = new Random(4);
        int proved = 0;
        for (int i = 0; i < NETWORKS / 2; i++) {
            Case drawn = Case.random(random);
            double exact = drawn.exact(2).value();
            Proof proof = drawn.amongFixedFeatures(20).prove(2, 1, Refuter.NONE);
            if (proof.status() == Proof.Status.PROVED) {
                assertThat(exact).as("network %d", i).isPositive();
                proved++;
            }
            if (exact > CLEAR) {
                assertThat(proof.status())
                        .as("network %d, minimum %s", i, exact)
                        .isEqualTo(Proof.Status.PROVED);
            }
        }
        assertThat(proved).isGreaterThan(NETWORKS / 10);
    }

    @Test
    void aCounterexampleJustInsideTheBoundaryIsNeverProvedAway() throws Exception {
        Random random = new Random(2);
        int planted = 0;
        while (planted < 100) {
            Case drawn = Case.random(random);
            if (drawn.exact(0.01).value() <= CLEAR || drawn.exact(3).value() >= 0) {
                continue;
            }
            double inside = 0.01;
            double outside = 3;
            for (int step = 0; step < 45; step++) {
                double middle = (inside + outside) / 2;
                if (drawn.exact(middle).value() > 0) {
                    inside = middle;
                } else {
                    outside = middle;
                }
            }
            assertThat(drawn.prove(outside * (1 + 0x1p-23), SHORTLY, Refuter.NONE)
                            .status())
                    .isNotEqualTo(Proof.Status.PROVED);
            assertThat(drawn.prove(outside, SHORTLY, Refuter.NONE).status()).isNotEqualTo(Proof.Status.PROVED);
            planted++;
        }
    }

    @Test
    void boundsHoldForWhatEveryOperationComputesInFloat32() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 150; i++) {
            Network network = RandomNetworks.image(random);
            float[] center = RandomNetworks.gaussian(random, network.input().size(), 1);
            double radius = Math.pow(10, -3 + 3 * random.nextDouble());
            double[] low = new double[center.length];
            double[] high = new double[center.length];
            for (int j = 0; j < low.length; j++) {
                low[j] = center[j] - radius;
                high[j] = center[j] + radius;
            }
            Bounder bounder = new Bounder(GraphTranslation.of(network));
            Bounded bounded = bounder.bounded(Region.box(low, high));
            List<double[]> functions = functions(network.outputs());
            double[] bounds = bounder.lower(bounded, functions);
            requireBelow(network, functions, bounds, points(random, low, high, 300), "network " + i);
        }
    }

    @Test
    void cancellationThatFloat32CannotResolveIsNotProved() throws Exception {
        // exactly 1 in real numbers, and 0 or 8 in float32
        float[] weights = {1e8f, 1e8f};
        Network network = twoLayers(weights, new float[] {1, 0}, new float[] {1, 0, -1, 0}, new float[] {0, 0});
        assertThat(proof(network, 0.3, 0.7, 0).status()).isNotEqualTo(Proof.Status.PROVED);
        assertThat(wrong(network, 0.3f, 0.7f)).isPositive();
    }

    @Test
    void aMarginSmallerThanFloat32ResolvesIsNotProved() throws Exception {
        for (float size : new float[] {1, 1000, 1e6f}) {
            Network network = twoLayers(
                    new float[] {size, size}, new float[] {0, 0}, new float[] {1, 0, 0, 1}, new float[] {size * 1e-8f, 0
                    });
            assertThat(proof(network, 0.3, 0.7, 0).status())
                    .as("margin %s of %s", size * 1e-8f, size)
                    .isNotEqualTo(Proof.Status.PROVED);
        }
    }

    @Test
    void aClassFarBelowDoesNotHideTheOthers() throws Exception {
        Network.Builder builder = new Network.Builder(FeatureShape.flat(1));
        builder.add(new Dense(new float[] {1, -1, 1}, new float[] {0, 0.9f, -1e9f}), List.of(0));
        Network network = builder.build();
        // 2 x > 0.9 from 0.45 on
        assertThat(proof(network, 0.46, 0.7, SampleProver.MARGIN).status()).isEqualTo(Proof.Status.PROVED);
        assertThat(proof(network, 0.4499, 0.7, SampleProver.MARGIN).status()).isNotEqualTo(Proof.Status.PROVED);
    }

    @Test
    void valuesBeyondFloat32AreRefused() {
        Network network = twoLayers(
                new float[] {1e30f, 1e30f}, new float[] {0, 0}, new float[] {1e30f, 0, 0, 1}, new float[] {0, 0});
        assertThat(catchMessage(network)).contains("beyond what float32 can add up");
    }

    private static String catchMessage(Network network) {
        try {
            return proof(network, 0.3, 0.7, 0).toString();
        } catch (UnboundableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Network twoLayers(float[] first, float[] firstBias, float[] second, float[] secondBias) {
        Network.Builder builder = new Network.Builder(FeatureShape.flat(1));
        builder.add(new Dense(first, firstBias), List.of(0));
        builder.add(new Activation(RandomNetworks.RECTIFIER), List.of(1));
        builder.add(new Dense(second, secondBias), List.of(2));
        return builder.build();
    }

    /** Whether class 0 is the largest. */
    private static Proof proof(Network network, double low, double high, double margin) throws UnboundableException {
        List<Clause> clauses = IntStream.range(1, network.outputs())
                .mapToObj(other -> new Clause(List.of(Requirement.larger(network.outputs(), 0, other, margin))))
                .toList();
        return new Prover(GraphTranslation.of(network))
                .prove(
                        Region.box(new double[] {low}, new double[] {high}),
                        clauses,
                        Refuter.NONE,
                        Deadline.in(5, () -> false));
    }

    /** How many of many points the compiled network does not take for class 0. */
    private static long wrong(Network network, float low, float high) {
        float[] values = new float[POINTS];
        for (int i = 0; i < POINTS; i++) {
            values[i] = low + (high - low) * i / POINTS;
        }
        Matrix logits = new CompiledBackend().compile(network).logits(new Matrix(POINTS, 1, values));
        return IntStream.range(0, POINTS)
                .filter(i -> logits.get(i, 0) <= logits.get(i, 1))
                .count();
    }

    /** Each logit, up and down, and differences. */
    private static List<double[]> functions(int logits) {
        double[][] functions = new double[2 * logits + 1][logits];
        for (int i = 0; i < logits; i++) {
            functions[2 * i][i] = 1;
            functions[2 * i + 1][i] = -1;
        }
        functions[2 * logits][0] = 1;
        functions[2 * logits][1] = -1;
        return Arrays.asList(functions);
    }

    private static Matrix points(Random random, double[] low, double[] high, int count) {
        float[] values = new float[count * low.length];
        for (int i = 0; i < values.length; i++) {
            int j = i % low.length;
            double share = i / low.length % 2 == 0 ? random.nextInt(2) : random.nextDouble();
            float value = (float) (low[j] + share * (high[j] - low[j]));
            values[i] = value < low[j] ? Math.nextUp(value) : value > high[j] ? Math.nextDown(value) : value;
        }
        return new Matrix(count, low.length, values);
    }

    private static void requireBelow(
            Network network, List<double[]> functions, double[] bounds, Matrix points, String name) {
        DifferentiableClassifier compiled = new CompiledBackend().compile(network);
        Matrix logits = compiled.logits(points);
        for (int point = 0; point < points.rows(); point++) {
            for (int row = 0; row < bounds.length; row++) {
                double value = 0;
                for (int j = 0; j < logits.columns(); j++) {
                    value += functions.get(row)[j] * logits.get(point, j);
                }
                assertThat(bounds[row]).as("%s, function %d", name, row).isLessThanOrEqualTo(value);
            }
        }
    }

    /** A network with what is to be proved of it: that class 0 stays larger than class 1 around a point. */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    private record Case(Network network, double[] center, double radius) {

        static Case random(Random random) {
            int inputs = 1 + random.nextInt(3);
            Network network = random.nextBoolean()
                    ? RandomNetworks.dense(random, inputs, 3 + random.nextInt(4), 2)
                    : RandomNetworks.dense(random, inputs, 2 + random.nextInt(3), 2 + random.nextInt(2), 2);
            double[] center = new double[inputs];
            for (int i = 0; i < inputs; i++) {
                center[i] = random.nextGaussian();
            }
            return new Case(network, center, 0.3 * random.nextDouble());
        }

        /** The same with features behind its own that cannot change, and that weights ignore. */
        Case amongFixedFeatures(int features) {
            Network.Builder builder = new Network.Builder(FeatureShape.flat(features));
            for (Network.Node node : network.nodes().subList(1, network.nodes().size())) {
                boolean isFirst = builder.size() == 1 && node.operation() instanceof Dense;
                builder.add(isFirst ? widened((Dense) node.operation(), features) : node.operation(), node.inputs());
            }
            return new Case(builder.build(), center, radius);
        }

        private static Dense widened(Dense dense, int features) {
            return new Dense(Arrays.copyOf(dense.weights(), features * dense.bias().length), dense.bias());
        }

        private double[] side(double factor) {
            double[] side = new double[network.input().size()];
            for (int i = 0; i < center.length; i++) {
                side[i] = center[i] + factor * radius;
            }
            return side;
        }

        ExactMinimum exact(double factor) {
            return ExactMinimum.of(network, new double[] {1, -1}, side(-factor), side(factor));
        }

        /** By what the compiled network says of points. */
        Refuter refuter() {
            DifferentiableClassifier compiled = new CompiledBackend().compile(network);
            return point -> {
                float[] values = new float[point.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) point[i];
                }
                Matrix logits = compiled.logits(new Matrix(1, values.length, values));
                return logits.get(0, 0) <= logits.get(0, 1);
            };
        }

        Proof prove(double factor, double seconds, Refuter refuter) throws UnboundableException {
            return new Prover(GraphTranslation.of(network))
                    .prove(
                            Region.box(side(-factor), side(factor)),
                            List.of(new Clause(List.of(Requirement.larger(2, 0, 1, 0)))),
                            refuter,
                            Deadline.in(seconds, () -> false));
        }
    }
}
