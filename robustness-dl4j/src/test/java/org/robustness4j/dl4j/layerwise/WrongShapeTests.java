package org.robustness4j.dl4j.layerwise;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.AffineNormalization;

/** What is said about samples that a network does not take. */
class WrongShapeTests {

    @Test
    void imagesWithChannelsLastForANetworkThatHasThemFirst() {
        refused(images(CNN2DFormat.NCHW), new InputShape(Layout.NHWC, 3, 8, 6))
                .hasMessageStartingWith("The model does not take samples of the shape [8, 6, 3] (NHWC): ")
                .hasMessageContaining("Its first layer, 'layer0' (ConvolutionLayer), takes 3 channels or features.")
                .hasMessageEndingWith(
                        "It does take [3, 8, 6]: the channels of yours seem to be last where the model has them"
                                + " first; transpose the samples");
    }

    @Test
    void imagesWithChannelsFirstForANetworkThatHasThemLast() {
        refused(images(CNN2DFormat.NHWC), new InputShape(Layout.NCHW, 3, 8, 6))
                .hasMessageStartingWith("The model does not take samples of the shape [3, 8, 6] (NCHW): ")
                .hasMessageEndingWith(
                        "It does take [8, 6, 3]: the channels of yours seem to be first where the model has them"
                                + " last; transpose the samples");
    }

    @Test
    void sequencesWithFeaturesLastForANetworkThatHasThemFirst() {
        refused(sequences(RNNFormat.NCW), new InputShape(Layout.NWC, 4, 1, 7))
                .hasMessageStartingWith("The model does not take samples of the shape [7, 4] (NWC): ")
                .hasMessageContaining("Its first layer, 'layer0' (LastTimeStep), takes 4 channels or features.")
                .hasMessageEndingWith(
                        "It does take [4, 7]: the channels of yours seem to be last where the model has them"
                                + " first; transpose the samples");
    }

    @Test
    void sequencesWithFeaturesFirstForANetworkThatHasThemLast() {
        refused(sequences(RNNFormat.NWC), new InputShape(Layout.NCW, 4, 1, 7))
                .hasMessageStartingWith("The model does not take samples of the shape [4, 7] (NCW): ")
                .hasMessageEndingWith("transpose the samples");
    }

    @Test
    void imagesForANetworkOfFlatSamples() {
        refused(
                        network(
                                InputType.feedForward(24),
                                new DenseLayer.Builder().nOut(4).build()),
                        new InputShape(Layout.NCHW, 1, 4, 6))
                .hasMessageStartingWith("The model does not take samples of the shape [1, 4, 6] (NCHW): ")
                .hasMessageEndingWith("It does take [24]: give the samples flat");
    }

    @Test
    void flatSamplesForANetworkOfSequences() {
        refused(sequences(RNNFormat.NCW), InputShape.flat(28))
                .hasMessageStartingWith("The model does not take samples of the shape [28] (FLAT): ")
                .hasMessageEndingWith("It does take [4, 7]: give the samples in this shape");
    }

    @Test
    void aNumberOfFeaturesThatFitsInNoOrder() {
        refused(
                        network(
                                InputType.feedForward(5),
                                new DenseLayer.Builder().nOut(4).build()),
                        InputShape.flat(7))
                .hasMessageStartingWith("The model does not take samples of the shape [7] (FLAT): ")
                .hasMessageEndingWith("Its first layer, 'layer0' (DenseLayer), takes 5 channels or features.");
    }

    @Test
    void anEmbeddingTakesIndices() {
        refused(
                        network(
                                InputType.recurrent(60, 15),
                                new EmbeddingSequenceLayer.Builder()
                                        .nIn(60)
                                        .nOut(4)
                                        .inputLength(15)
                                        .build(),
                                new GlobalPoolingLayer()),
                        new InputShape(Layout.NCW, 60, 1, 15))
                .hasMessageEndingWith(
                        "It takes indices, one number for each word or code: [samples, steps], not one-hot");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
            MultiLayerNetwork network, InputShape shape) {
        return assertThatThrownBy(() ->
                        new LayerwiseClassifier(LogitsGraph.forInference(network), AffineNormalization.none(), shape))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MultiLayerNetwork images(CNN2DFormat format) {
        return network(
                InputType.convolutional(8, 6, 3, format),
                new ConvolutionLayer.Builder(2, 2).nOut(4).dataFormat(format).build());
    }

    private static MultiLayerNetwork sequences(RNNFormat format) {
        return network(
                InputType.recurrent(4, 7, format),
                new LastTimeStep(new LSTM.Builder()
                        .nOut(4)
                        .activation(Activation.TANH)
                        .weightInit(WeightInit.XAVIER)
                        .updater(new NoOp())
                        .dataFormat(format)
                        .build()));
    }

    private static MultiLayerNetwork network(InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().updater(new NoOp()).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(input)
                .build());
        network.init();
        return network;
    }
}
