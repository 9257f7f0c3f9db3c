package org.robustness4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.RandomNetworks;
import org.robustness4j.dl4j.RandomNetworks.Case;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.NetworkTranslation;
import org.robustness4j.dl4j.translation.ParameterIndex;
import org.robustness4j.dl4j.translation.UntranslatableException;
import org.robustness4j.model.internal.backend.TrainableNetwork;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.model.internal.network.Network;

/** Gradients of the weights of compiled networks against DL4J's own layers in float64, and against differences of them. */
class WeightGradientTests {

    private static final Executor HERE = Runnable::run;
    private static final int CONFIGURATIONS_OF_A_KIND = 6;

    /** More than a slice of the compiled network. */
    private static final int ROWS = 37;

    private static final double TOLERANCE = 2e-4;

    /** How many parameters are moved where DL4J's own gradient is no oracle. */
    private static final int DIFFERENCES = 60;

    static Stream<String> kinds() {
        return Stream.of(
                        RandomNetworks.IMAGE_LAYERS.stream(),
                        RandomNetworks.VERTICES.stream(),
                        RandomNetworks.SEQUENCE_LAYERS.stream(),
                        Stream.of("dense"))
                .flatMap(kinds -> kinds)
                .filter(kind -> !kind.equals("batch normalisation") && !kind.startsWith("parametric"));
    }

    private static Case network(String kind, RandomGenerator random) {
        RandomNetworks networks = new RandomNetworks(random, true);
        if (RandomNetworks.IMAGE_LAYERS.contains(kind)) {
            return networks.image(kind);
        }
        RandomNetworks channelsFirst = new RandomNetworks(random, false);
        if (RandomNetworks.VERTICES.contains(kind)) {
            return channelsFirst.vertex(kind);
        }
        return kind.equals("dense") ? channelsFirst.dense() : channelsFirst.sequence(kind);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void gradientsOfTheWeightsAreThoseOfTheLayers(String kind) throws UntranslatableException {
        int checked = 0;
        for (int i = 0; i < CONFIGURATIONS_OF_A_KIND; i++) {
            RandomGenerator random = new SplittableRandom(3_000L * kind.hashCode() + i);
            Case network = network(kind, random);
            LogitsGraph exact = LogitsGraph.forInference(network.graph());
            try {
                check(kind + " " + i, exact, network.shape(), random);
                checked++;
            } catch (UntranslatableException e) {
                assertThat(e).hasMessageContaining("parameters that are no weights");
            }
        }
        assertThat(checked).as("networks of " + kind).isPositive();
    }

    private static void check(String what, LogitsGraph exact, InputShape shape, RandomGenerator random)
            throws UntranslatableException {
        Network network = NetworkTranslation.translate(exact.graph(), shape);
        TrainableNetwork trainable = new CompiledBackend().compileTrainable(network);
        ParameterIndex index = ParameterIndex.of(exact, shape);
        Matrix batch = random(random, ROWS, shape.features());
        Matrix upstream = random(random, ROWS, network.outputs());

        TrainableNetwork.Pass pass = trainable.forward(batch, HERE);
        float[] actual = new float[Math.toIntExact(exact.graph().numParams())];
        index.scatter(pass.backward(upstream), actual);

        LayerwiseWeightGradients layers = new LayerwiseWeightGradients(exact, shape);
        INDArray expected = Nd4j.create(DataType.DOUBLE, actual.length);
        layers.forward(batch);
        layers.backward(upstream, expected);
        if (!(difference(actual, expected.toDoubleVector()) < TOLERANCE)) {
            int[] some = random.ints(DIFFERENCES, 0, actual.length).toArray();
            float[] chosen = new float[some.length];
            for (int i = 0; i < some.length; i++) {
                chosen[i] = actual[some[i]];
            }
            assertThat(difference(chosen, differences(exact.graph(), shape, batch, upstream, some)))
                    .as("%s, where DL4J's gradients are others", what)
                    .isLessThan(TOLERANCE);
        }
    }

    /** As a share of the largest gradient. */
    private static double difference(float[] actual, double[] expected) {
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return largest == 0 ? difference : difference / largest;
    }

    private static double[] differences(
            ComputationGraph graph, InputShape shape, Matrix batch, Matrix upstream, int[] some) {
        double step = 1e-6;
        INDArray parameters = graph.params();
        INDArray input = new BatchArrays(shape, DataType.DOUBLE).toArray(batch);
        INDArray weights = BatchArrays.toArray(upstream, DataType.DOUBLE);
        double[] result = new double[some.length];
        for (int i = 0; i < result.length; i++) {
            double value = parameters.getDouble(some[i]);
            parameters.putScalar(some[i], value + step);
            double above = graph.outputSingle(false, input.dup())
                    .mul(weights)
                    .sumNumber()
                    .doubleValue();
            parameters.putScalar(some[i], value - step);
            double below = graph.outputSingle(false, input.dup())
                    .mul(weights)
                    .sumNumber()
                    .doubleValue();
            parameters.putScalar(some[i], value);
            result[i] = (above - below) / (2 * step);
        }
        return result;
    }

    @Test
    void theGradientHasTheSameBitsWhateverThreadsComputeIt() throws UntranslatableException {
        RandomGenerator random = new SplittableRandom(5);
        Case network = network("convolution", random);
        LogitsGraph graph = LogitsGraph.forInference(network.graph());
        Network translated = NetworkTranslation.translate(graph.graph(), network.shape());
        Matrix batch = random(random, 100, network.shape().features());
        Matrix upstream = random(random, 100, translated.outputs());
        ParameterIndex index = ParameterIndex.of(graph, network.shape());

        float[] alone = gradient(translated, index, batch, upstream, HERE);
        float[] together = gradient(translated, index, batch, upstream, ForkJoinPool.commonPool());

        assertThat(together).containsExactly(alone);
    }

    private static float[] gradient(
            Network network, ParameterIndex index, Matrix batch, Matrix upstream, Executor executor) {
        float[] flat = new float[10_000];
        index.scatter(
                new CompiledBackend()
                        .compileTrainable(network)
                        .forward(batch, executor)
                        .backward(upstream),
                flat);
        return flat;
    }

    private static Matrix random(RandomGenerator random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Matrix(rows, columns, values);
    }
}
