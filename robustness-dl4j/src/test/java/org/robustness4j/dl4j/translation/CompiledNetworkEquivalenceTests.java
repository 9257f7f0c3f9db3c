package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.RandomNetworks;
import org.robustness4j.dl4j.RandomNetworks.Case;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.compiled.CompiledBackend;

/** Compiled float32 networks against DL4J's own float64 inference, and against differences of it. */
class CompiledNetworkEquivalenceTests {

    private static final int CONFIGURATIONS_OF_A_KIND = 8;
    private static final int ROWS = 3;
    private static final double TOLERANCE = 1e-4;

    record Kind(String name, BiFunction<RandomNetworks, String, Case> make, boolean mayBeChannelsLast) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                        RandomNetworks.IMAGE_LAYERS.stream()
                                .map(name -> new Kind(name, RandomNetworks::image, !name.startsWith("parametric"))),
                        RandomNetworks.VERTICES.stream().map(name -> new Kind(name, RandomNetworks::vertex, false)),
                        RandomNetworks.SEQUENCE_LAYERS.stream()
                                .map(name -> new Kind(name, RandomNetworks::sequence, false)),
                        Stream.of(new Kind("dense", (networks, name) -> networks.dense(), false)))
                .flatMap(kinds -> kinds);
    }

    @Test
    void thereAreAtLeast200Configurations() {
        assertThat(kinds().count() * CONFIGURATIONS_OF_A_KIND).isGreaterThanOrEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void logitsAndGradientsAreThoseOfInference(Kind kind) throws UntranslatableException {
        for (int i = 0; i < CONFIGURATIONS_OF_A_KIND; i++) {
            RandomGenerator random = new SplittableRandom(1_000L * kind.name().hashCode() + i);
            Case network = kind.make().apply(new RandomNetworks(random, kind.mayBeChannelsLast()), kind.name());
            check(kind.name() + " " + i, network, random);
        }
    }

    /** Max pooling and deconvolution are left out: for some of these shapes DL4J's natives end the process. */
    @ParameterizedTest
    @ValueSource(strings = {"convolution", "average pooling", "depthwise", "separable"})
    void smallImagesUnderLargeWindowsAgreeToo(String kind) throws UntranslatableException {
        int checked = 0;
        for (int i = 0; checked < 2 * CONFIGURATIONS_OF_A_KIND; i++) {
            RandomGenerator random = new SplittableRandom(2_000L * kind.hashCode() + i);
            Optional<Case> network = accepted(random, kind);
            if (network.isPresent()) {
                check(kind + " of a small image " + i, network.get(), random);
                checked++;
            }
        }
    }

    /** A network that DL4J takes, and that is compiled. */
    private static Optional<Case> accepted(RandomGenerator random, String kind) {
        try {
            Case network = RandomNetworks.ofSmallImages(random).image(kind);
            LogitsGraph graph = LogitsGraph.forInference(network.graph());
            new LayerwiseClassifier(graph, AffineNormalization.none(), network.shape());
            NetworkTranslation.translate(graph.graph(), network.shape());
            return Optional.of(network);
        } catch (RuntimeException | UntranslatableException e) {
            return Optional.empty();
        }
    }

    private static void check(String what, Case network, RandomGenerator random) throws UntranslatableException {
        LogitsGraph exact = LogitsGraph.forInference(network.graph());
        DifferentiableClassifier compiled = new TranslatedClassifier(
                new CompiledBackend().compile(NetworkTranslation.translate(exact.graph(), network.shape())),
                AffineNormalization.none(),
                exact.output());
        DifferentiableClassifier layerwise =
                new LayerwiseClassifier(exact, AffineNormalization.none(), network.shape());
        Matrix batch = random(random, ROWS, network.shape().features());
        Matrix upstream = random(random, ROWS, compiled.classes());
        String description = what + "\n" + network.graph().getConfiguration().toJson();

        Matrix actual = gradient(compiled, batch, upstream);

        assertThat(largestDifference(
                        compiled.logits(batch), layerwise.logits(batch).values()))
                .as("logits of %s", description)
                .isLessThan(TOLERANCE);
        if (!agreesWithLayers(actual, layerwise, batch, upstream)) {
            assertThat(largestDifference(actual, differences(exact.graph(), network.shape(), batch, upstream)))
                    .as("gradients of %s, where DL4J has others", description)
                    .isLessThan(TOLERANCE);
        }
    }

    /** DL4J's backward pass is wrong for some layers, and fails for parametric rectifiers with shared slopes. */
    private static boolean agreesWithLayers(
            Matrix actual, DifferentiableClassifier layerwise, Matrix batch, Matrix upstream) {
        try {
            return largestDifference(
                            actual, gradient(layerwise, batch, upstream).values())
                    < TOLERANCE;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Matrix gradient(DifferentiableClassifier classifier, Matrix batch, Matrix upstream) {
        try (ForwardPass pass = classifier.forward(batch)) {
            return pass.backward(upstream);
        }
    }

    /** As a share of the largest value. */
    private static double largestDifference(Matrix actual, float[] expected) {
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(actual.values()[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return largest == 0 ? difference : difference / largest;
    }

    /** Central differences of the float64 network's own forward pass. */
    private static float[] differences(ComputationGraph graph, InputShape shape, Matrix batch, Matrix upstream) {
        double step = 1e-6;
        int features = shape.features();
        float[] result = new float[batch.rows() * features];
        for (int row = 0; row < batch.rows(); row++) {
            INDArray moved = Nd4j.create(DataType.DOUBLE, 2L * features, features);
            for (int i = 0; i < 2 * features; i++) {
                for (int j = 0; j < features; j++) {
                    double move = i / 2 != j ? 0 : i % 2 == 0 ? step : -step;
                    moved.putScalar(i, j, batch.get(row, j) + move);
                }
            }
            INDArray logits = graph.outputSingle(false, moved.reshape('c', shape.batch(2 * features)));
            for (int j = 0; j < features; j++) {
                double change = 0;
                for (int k = 0; k < upstream.columns(); k++) {
                    change += upstream.get(row, k) * (logits.getDouble(2L * j, k) - logits.getDouble(2L * j + 1, k));
                }
                result[row * features + j] = (float) (change / (2 * step));
            }
        }
        return result;
    }

    private static Matrix random(RandomGenerator random, int rows, int columns) {
        float[] values = new float[rows * columns];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextDouble(-1, 1));
        return new Matrix(rows, columns, values);
    }
}
