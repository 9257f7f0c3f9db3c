package org.robustness4j.dl4j.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.ForwardPass;

/** Sequences of several lengths through DL4J's own layers: its masked output, and central differences of that. */
class MaskedSequenceTests {

    private static final int FEATURES = 3;
    private static final int STEPS = 5;
    private static final InputShape SHAPE = new InputShape(Layout.NCW, FEATURES, 1, STEPS).withMask();

    private record Case(String name, ComputationGraph graph) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> networks() {
        List<PoolingType> poolings = List.of(PoolingType.AVG, PoolingType.MAX, PoolingType.SUM);
        return Stream.concat(
                poolings.stream().map(type -> layers("pooling " + type, lstm(), new GlobalPoolingLayer(type))),
                Stream.of(
                        layers("last step", new LastTimeStep(lstm())),
                        layers("both directions", new Bidirectional(lstm()), new GlobalPoolingLayer(PoolingType.AVG)),
                        layers(
                                "simple and dense at each step",
                                new SimpleRnn.Builder()
                                        .nOut(4)
                                        .activation(Activation.TANH)
                                        .build(),
                                new DenseLayer.Builder()
                                        .nOut(3)
                                        .activation(Activation.TANH)
                                        .build(),
                                new LSTM.Builder()
                                        .nOut(3)
                                        .activation(Activation.TANH)
                                        .build(),
                                new GlobalPoolingLayer(PoolingType.AVG)),
                        layers(
                                "time-distributed",
                                new TimeDistributed(new DenseLayer.Builder()
                                        .nOut(3)
                                        .activation(Activation.TANH)
                                        .weightInit(WeightInit.XAVIER)
                                        .updater(new NoOp())
                                        .build()),
                                new GlobalPoolingLayer(PoolingType.MAX)),
                        lastStepVertex()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void logitsAreThoseOfDl4jsMaskedOutput(Case network) {
        LogitsGraph logits = LogitsGraph.forInference(network.graph());
        LayerwiseClassifier classifier = new LayerwiseClassifier(logits, AffineNormalization.none(), SHAPE);
        Matrix batch = ProbeInputs.of(STEPS, SHAPE);

        Matrix expected = BatchArrays.toMatrix(output(logits.graph(), batch));

        assertThat(classifier.logits(batch).values()).containsExactly(expected.values(), within(1e-6f));
        assertThat(classifier.logits(batch.rows(2, 3)).values())
                .as("a sample alone")
                .containsExactly(expected.row(2), within(1e-6f));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreThoseOfCentralDifferences(Case network) {
        LogitsGraph logits = LogitsGraph.forInference(network.graph());
        LayerwiseClassifier classifier = new LayerwiseClassifier(logits, AffineNormalization.none(), SHAPE);
        Matrix batch = ProbeInputs.of(STEPS, SHAPE);
        float[] upstream = new float[2 * STEPS];
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < upstream.length; i++) {
            upstream[i] = (float) random.nextDouble(-1, 1);
        }
        Matrix gradient;
        try (ForwardPass pass = classifier.forward(batch)) {
            gradient = pass.backward(new Matrix(STEPS, 2, upstream));
        }

        for (int feature = 0; feature < SHAPE.values(); feature++) {
            float[] above = batch.values().clone();
            float[] below = batch.values().clone();
            for (int row = 0; row < STEPS; row++) {
                above[row * SHAPE.features() + feature] += 1f / 512;
                below[row * SHAPE.features() + feature] -= 1f / 512;
            }
            INDArray change = output(logits.graph(), new Matrix(STEPS, SHAPE.features(), above))
                    .sub(output(logits.graph(), new Matrix(STEPS, SHAPE.features(), below)));
            for (int row = 0; row < STEPS; row++) {
                double slope = 256
                        * (upstream[2 * row] * change.getDouble(row, 0)
                                + upstream[2 * row + 1] * change.getDouble(row, 1));
                assertThat((double) gradient.get(row, feature))
                        .as("%s %s", row, feature)
                        .isCloseTo(slope, within(1e-3));
            }
        }
        for (int row = 0; row < STEPS; row++) {
            for (int step = 0; step < STEPS; step++) {
                assertThat(gradient.get(row, SHAPE.maskIndex(step))).isZero();
            }
        }
        assertThat(new InputGradients(logits, SHAPE).missing()).isEmpty();
    }

    /** Without masks, DL4J's backward pass of the same layer is right. */
    @Test
    void aLayerThatIsWrongWithMasksAloneIsFound() {
        ComputationGraph graph = layers("last step of both", new LastTimeStep(new Bidirectional(lstm())))
                .graph();
        LogitsGraph logits = LogitsGraph.forInference(graph);

        assertThat(new InputGradients(logits, SHAPE.plain()).missing()).isEmpty();
        assertThat(new InputGradients(logits, SHAPE).missing()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("(LastTimeStep) has a backward pass in DL4J that is wrong: its gradient"));
    }

    private static INDArray output(ComputationGraph graph, Matrix batch) {
        BatchArrays arrays = new BatchArrays(SHAPE, DataType.DOUBLE);
        return graph.output(false, new INDArray[] {arrays.toArray(batch)}, new INDArray[] {arrays.mask(batch)}, null)[
                0];
    }

    private static LSTM lstm() {
        return new LSTM.Builder()
                .nOut(4)
                .activation(Activation.TANH)
                .weightInit(WeightInit.XAVIER)
                .updater(new NoOp())
                .build();
    }

    private static Case layers(String name, Layer... layers) {
        GraphBuilder builder = builder();
        String previous = "in";
        for (Layer layer : layers) {
            String next = "layer" + layer.getClass().getSimpleName() + previous;
            builder.addLayer(next, layer, previous);
            previous = next;
        }
        return finished(name, builder, previous);
    }

    private static Case lastStepVertex() {
        GraphBuilder builder =
                builder().addLayer("lstm", lstm(), "in").addVertex("last", new LastTimeStepVertex("in"), "lstm");
        return finished("vertex of the last step", builder, "last");
    }

    private static GraphBuilder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(12)
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.XAVIER)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(FEATURES, STEPS, RNNFormat.NCW));
    }

    private static Case finished(String name, GraphBuilder builder, String previous) {
        ComputationGraph graph = new ComputationGraph(builder.addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        previous)
                .setOutputs("out")
                .build());
        graph.init();
        return new Case(name, graph);
    }
}
