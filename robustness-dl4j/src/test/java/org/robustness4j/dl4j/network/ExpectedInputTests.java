package org.robustness4j.dl4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.robustness4j.data.InputShape;
import org.robustness4j.dl4j.network.ExpectedInput.Kind;

/** What networks say of their samples, of which they keep no more than their layers do. */
class ExpectedInputTests {

    private static OutputLayer output(int in) {
        return new OutputLayer.Builder()
                .nIn(in)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static ExpectedInput chain(Layer... layers) {
        NeuralNetConfiguration.ListBuilder chain = new NeuralNetConfiguration.Builder().list();
        for (Layer layer : layers) {
            chain.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(chain.build());
        network.init();
        return ExpectedInput.of(network, null);
    }

    private static LSTM lstm(RNNFormat format) {
        return new LSTM.Builder()
                .nIn(3)
                .nOut(4)
                .activation(Activation.TANH)
                .dataFormat(format)
                .build();
    }

    private static ExpectedInput behind(PreprocessorVertex first) {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addVertex("steps", first, "in")
                .addLayer("lstm", lstm(RNNFormat.NWC), "steps")
                .addLayer("pool", new GlobalPoolingLayer(), "lstm")
                .addLayer("out", output(4), "pool")
                .setOutputs("out")
                .build());
        network.init();
        return ExpectedInput.of(network, null);
    }

    @Test
    void layersThatKeepTheShapeAreLookedThrough() {
        assertThat(chain(
                        new ActivationLayer(Activation.TANH),
                        new DropoutLayer(0.5),
                        new BatchNormalization.Builder().nIn(7).nOut(7).build(),
                        new DenseLayer.Builder().nIn(7).nOut(3).build(),
                        output(3)))
                .isEqualTo(new ExpectedInput(Kind.FLAT, false, List.of(7L)));
        assertThat(chain(
                        new ActivationLayer(Activation.TANH), lstm(RNNFormat.NCW), new GlobalPoolingLayer(), output(4)))
                .isEqualTo(new ExpectedInput(Kind.SEQUENCE, false, List.of(3L, 0L)));
    }

    @Test
    void layersOfStepsSayWhereTheirChannelsAre() {
        for (RNNFormat format : RNNFormat.values()) {
            boolean isLast = format == RNNFormat.NWC;
            DenseLayer dense = new DenseLayer.Builder().nIn(3).nOut(2).build();
            RnnOutputLayer end = new RnnOutputLayer.Builder()
                    .nIn(2)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .dataFormat(format)
                    .build();
            assertThat(ChannelOrder.isLast(new TimeDistributed(dense, format))).isEqualTo(Optional.of(isLast));
            assertThat(ChannelOrder.isLast(end)).isEqualTo(Optional.of(isLast));
            assertThat(ChannelOrder.isLast(lstm(format))).isEqualTo(Optional.of(isLast));
        }
        assertThat(ChannelOrder.isLast(new DenseLayer.Builder().nIn(3).nOut(2).build()))
                .isEmpty();
    }

    @Test
    void whatIsReshapedFirstIsExpectedAsItWasBefore() {
        ReshapePreprocessor reshape = new ReshapePreprocessor(new long[] {30}, new long[] {10, 3}, false);
        assertThat(behind(new PreprocessorVertex(reshape)).shape()).contains(InputShape.flat(30));
    }

    /** DL4J's importer writes channels first, whatever the format of the layers; DL4J reads none of it. */
    @Test
    void aReshapeOfSeveralAxesSaysNothing() {
        for (long[] given : new long[][] {{5, 8}, {3, 8, 6}, {}}) {
            ReshapePreprocessor reshape = new ReshapePreprocessor(given, new long[] {10, 3}, false);
            assertThat(behind(new PreprocessorVertex(reshape)).kind()).isEqualTo(Kind.UNKNOWN);
        }
        ReshapePreprocessor ofBatches = new ReshapePreprocessor(new long[] {-1, 30}, new long[] {-1, 10, 3}, true);
        assertThat(behind(new PreprocessorVertex(ofBatches)).shape()).contains(InputShape.flat(30));
    }

    /** One branch says nothing, the other is a layer. */
    @Test
    void ofBranchesOneSaysIt() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addVertex("half", new ScaleVertex(0.5), "in")
                .addLayer("dense", new DenseLayer.Builder().nIn(7).nOut(7).build(), "in")
                .addVertex("both", new MergeVertex(), "half", "dense")
                .addLayer("out", output(14), "both")
                .setOutputs("out")
                .build());
        network.init();
        assertThat(ExpectedInput.of(network, null).shape()).contains(InputShape.flat(7));
    }

    @Test
    void layersForEachStepTakeSequences() {
        assertThat(chain(
                        new TimeDistributed(
                                new DenseLayer.Builder().nIn(3).nOut(3).build(), RNNFormat.NCW),
                        lstm(RNNFormat.NCW),
                        new GlobalPoolingLayer(),
                        output(4)))
                .isEqualTo(new ExpectedInput(Kind.SEQUENCE, false, List.of(3L, 0L)));
    }
}
