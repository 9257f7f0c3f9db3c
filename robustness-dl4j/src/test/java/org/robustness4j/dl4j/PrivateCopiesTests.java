package org.robustness4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ForwardPass;

/** Copies of a user's network are given back when they are not needed any more, and the network itself stays. */
class PrivateCopiesTests {

    private static final int SMALL = 5;
    private static final int LARGE = 20_000;

    private static MultiLayerNetwork network(int features, DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(features)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void networksAndEarlierClassifiersOutliveThem(DataType type) {
        MultiLayerNetwork network = network(SMALL, type);
        INDArray parameters = network.params().dup();
        InputShape shape = InputShape.flat(SMALL);
        Matrix batch = ProbeInputs.of(shape);
        Dl4jNetwork adapted = Dl4jNetwork.of(network);

        Classifier first = adapted.classifier(shape);
        Matrix logits = first.logits(batch);
        Classifier second = adapted.classifier(shape);

        assertThat(second.logits(batch).values()).isEqualTo(logits.values());
        assertThat(first.logits(batch).values()).isEqualTo(logits.values());
        assertThat(adapted.predictor(shape).scores(batch).argMax(0)).isEqualTo(logits.argMax(0));
        assertThat(network.params()).isEqualTo(parameters);
        assertThat(network.output(Nd4j.zeros(type, 1, SMALL)).sumNumber().doubleValue())
                .isEqualTo(1, within(1e-6));
    }

    @Test
    void thereIsNoRoomForGradientsUntilTheyAreComputed() {
        LogitsGraph graph = LogitsGraph.forInference(network(SMALL, DataType.FLOAT));
        InputShape shape = InputShape.flat(SMALL);
        LayerwiseClassifier classifier = new LayerwiseClassifier(graph, AffineNormalization.none(), shape);
        Matrix batch = ProbeInputs.of(2, shape);

        classifier.logits(batch);
        assertThat(graph.graph().getFlattenedGradients()).isNull();

        try (ForwardPass pass = classifier.forward(batch)) {
            Matrix gradient = pass.backward(new Matrix(2, 3, new float[] {1, 0, 0, 0, 1, 0}));
            assertThat(gradient.values()).doesNotContain(Float.NaN).isNotEqualTo(new float[2 * SMALL]);
        }
        assertThat(graph.graph().getFlattenedGradients()).isNotNull();
    }

    @Test
    void whatLargeProbesGaveIsWhatTheyWouldGiveAgain() {
        LogitsGraph graph = LogitsGraph.forInference(network(LARGE, DataType.FLOAT));
        InputShape shape = InputShape.flat(LARGE);

        LayerwiseClassifier classifier = new LayerwiseClassifier(graph, AffineNormalization.none(), shape);

        assertThat(classifier.probeOutputs().values())
                .isEqualTo(classifier.outputs(ProbeInputs.of(shape)).values());
        assertThat(classifier.classes()).isEqualTo(3);
    }
}
