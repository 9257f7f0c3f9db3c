package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.dl4j.network.LogitsGraph;

/** What DL4J cannot run for sequences, or runs with samples mixed up, has no translation, and the reason is said. */
class SequenceRefusalTests {

    private static final InputShape SEQUENCE = new InputShape(Layout.NCW, 3, 1, 4);
    private static final InputShape CHANNELS_LAST = new InputShape(Layout.NWC, 3, 1, 4);

    private static void assertThatIsRefused(InputShape shape, String reason, Layer... layers) {
        RNNFormat format = shape.isChannelsLast() ? RNNFormat.NWC : RNNFormat.NCW;
        NeuralNetConfiguration.ListBuilder builder = new NeuralNetConfiguration.Builder().list();
        for (Layer layer : layers) {
            builder.layer(layer);
        }
        builder.layer(new LastTimeStep(
                new SimpleRnn.Builder().nOut(2).dataFormat(format).build()));
        builder.layer(new OutputLayer.Builder().nOut(2).build());
        MultiLayerNetwork network = new MultiLayerNetwork(
                builder.setInputType(InputType.recurrent(3, 4, format)).build());
        network.init();

        assertThatThrownBy(() -> NetworkTranslation.translate(
                        LogitsGraph.forInference(network).graph(), shape))
                .isInstanceOf(UntranslatableException.class)
                .hasMessage("'layer0' has " + reason);
    }

    @Test
    void aPlainRecurrentLayerWithLayerNormalization() {
        assertThatIsRefused(
                SEQUENCE,
                "a plain recurrent layer with layer normalisation",
                new SimpleRnn.Builder().nOut(3).hasLayerNorm(true).build());
    }

    @Test
    void masksWhereStepsAreTakenForSamples() {
        assertThatIsRefused(
                SEQUENCE.withMask(),
                "a masked sequence whose steps DL4J takes for samples",
                new TimeDistributed(new DenseLayer.Builder().nOut(3).build()));
    }

    @Test
    void batchNormalizationThatTakesSamplesForChannels() {
        assertThatIsRefused(
                SEQUENCE,
                "a batch normalisation of a sequence in the format NCHW, in which DL4J takes the samples for features; NHWC"
                        + " is the format for it",
                new BatchNormalization.Builder()
                        .nIn(3)
                        .nOut(3)
                        .dataFormat(CNN2DFormat.NCHW)
                        .build());
    }

    @Test
    void masksOfAnotherAxis() {
        assertThatIsRefused(CHANNELS_LAST.withMask(), "a mask layer of NWC", new MaskLayer());
    }
}
