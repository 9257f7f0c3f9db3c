package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.RandomSequenceNetworks;
import org.robustness4j.dl4j.RandomSequenceNetworks.Case;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.compiled.CompiledBackend;

/**
 * Compiled networks for sequences against float64 inference of DL4J, with its masks, and against differences of it:
 * its own gradients are those of training, and wrong where there are masks.
 */
class RecurrentNetworkEquivalenceTests {

    private static final int CONFIGURATIONS_OF_A_KIND = 8;
    private static final int ROWS = 3;
    private static final double TOLERANCE = 1e-4;
    private static final double SMALL = 1e-3;

    /** DL4J gathers the last steps of masked sequences in this type, whatever that of the network. */
    @BeforeAll
    static void computeInFloat64() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterAll
    static void computeInFloat32Again() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    static Stream<String> kinds() {
        return RandomSequenceNetworks.KINDS.stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void logitsAndGradientsAreThoseOfInference(String kind) throws UntranslatableException {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < CONFIGURATIONS_OF_A_KIND; i++) {
            RandomGenerator random = new SplittableRandom(1_000L * kind.hashCode() + i);
            Case network = RandomSequenceNetworks.of(random, kind);
            InputShape shape = network.shape();
            // those that give a row of logits for each step are not put into classes here
            ComputationGraph graph = kind.equals("output steps")
                    ? network.graph()
                    : LogitsGraph.forInference(network.graph()).graph();
            DifferentiableClassifier compiled =
                    new CompiledBackend().compile(NetworkTranslation.translate(graph, shape));
            Matrix batch = new Matrix(ROWS, shape.features(), RandomSequenceNetworks.samples(random, network, ROWS));
            float[] weights = new float[ROWS * compiled.classes()];
            for (int j = 0; j < weights.length; j++) {
                weights[j] = (float) random.nextDouble(-1, 1);
            }
            Matrix upstream = new Matrix(ROWS, compiled.classes(), weights);
            Matrix gradient = gradient(compiled, batch, upstream);
            double ofLogits = difference(compiled.logits(batch).values(), logits(graph, shape, batch));
            double ofGradients = difference(gradient.values(), differences(graph, network, batch, upstream));

            if (!(Math.max(ofLogits, ofGradients) < TOLERANCE)) {
                failures.add("%d: logits differ by %.1e, gradients by %.1e; %s masked: %s, %s"
                        .formatted(i, ofLogits, ofGradients, shape, shape.masked(), described(graph)));
            }
            assertThatBitsDoNotDependOnTheBatch(compiled, batch, upstream, gradient);
        }
        assertThat(failures).as(kind).isEmpty();
    }

    private static String described(ComputationGraph graph) {
        return graph.getConfiguration().getVertices().values().stream()
                .map(vertex -> vertex instanceof LayerVertex layer
                        ? layer.getLayerConf().getLayer().toString()
                        : vertex.toString())
                .map(text -> text.replaceAll("regularization.*?gateActivationFn", "gateActivationFn"))
                .collect(Collectors.joining("\n"));
    }

    private static void assertThatBitsDoNotDependOnTheBatch(
            DifferentiableClassifier compiled, Matrix batch, Matrix upstream, Matrix gradient) {
        for (int row = 0; row < ROWS; row++) {
            Matrix alone = gradient(compiled, batch.rows(row, row + 1), upstream.rows(row, row + 1));
            assertThat(alone.values()).isEqualTo(gradient.rows(row, row + 1).values());
        }
    }

    private static Matrix gradient(DifferentiableClassifier classifier, Matrix batch, Matrix upstream) {
        try (ForwardPass pass = classifier.forward(batch)) {
            return pass.backward(upstream);
        }
    }

    /** As a share of the largest value; of values that are all as good as zero, as they are. */
    private static double difference(float[] actual, double[] expected) {
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return difference / Math.max(largest, SMALL);
    }

    private static double[] logits(ComputationGraph graph, InputShape shape, Matrix batch) {
        BatchArrays arrays = new BatchArrays(shape, DataType.DOUBLE);
        return logits(graph, arrays.toArray(batch), arrays.mask(batch));
    }

    private static double[] logits(ComputationGraph graph, INDArray input, @Nullable INDArray mask) {
        INDArray[] masks = mask == null ? null : new INDArray[] {mask};
        return graph.output(false, new INDArray[] {input}, masks)[0]
                .dup('c')
                .data()
                .asDouble();
    }

    /**
     * Central differences of the float64 network's own forward pass; what a row carries behind its values has none, and
     * a step that a layer takes for padding has no gradient.
     */
    private static double[] differences(ComputationGraph graph, Case network, Matrix batch, Matrix upstream) {
        InputShape shape = network.shape();
        double step = 1e-6;
        int values = shape.values();
        double[] result = new double[batch.rows() * shape.features()];
        for (int row = 0; row < batch.rows(); row++) {
            INDArray moved = Nd4j.create(DataType.DOUBLE, 2L * values, values);
            for (int i = 0; i < 2 * values; i++) {
                for (int j = 0; j < values; j++) {
                    double move = i / 2 != j ? 0 : i % 2 == 0 ? step : -step;
                    moved.putScalar(i, j, batch.get(row, j) + move);
                }
            }
            INDArray mask = shape.masked() ? mask(shape, batch, row) : null;
            double[] logits = logits(graph, moved.reshape('c', shape.batch(2 * values)), mask);
            int classes = upstream.columns();
            for (int j = 0; j < values; j++) {
                double change = 0;
                for (int k = 0; k < classes; k++) {
                    change += upstream.get(row, k) * (logits[2 * j * classes + k] - logits[(2 * j + 1) * classes + k]);
                }
                result[row * shape.features() + j] = isPadding(network, batch, row, j) ? 0 : change / (2 * step);
            }
        }
        return result;
    }

    private static boolean isPadding(Case network, Matrix batch, int row, int value) {
        InputShape shape = network.shape();
        return IntStream.range(0, shape.values())
                .filter(i -> shape.step(i) == shape.step(value))
                .allMatch(i -> batch.get(row, i) == network.padding());
    }

    private static INDArray mask(InputShape shape, Matrix batch, int row) {
        INDArray mask = Nd4j.create(DataType.DOUBLE, 2L * shape.values(), shape.width());
        for (int i = 0; i < 2 * shape.values(); i++) {
            for (int step = 0; step < shape.width(); step++) {
                mask.putScalar(i, step, batch.get(row, shape.maskIndex(step)));
            }
        }
        return mask;
    }
}
