package org.robustness4j.dl4j.coverage;

import static org.robustness4j.dl4j.coverage.Coverage.COMPILED;
import static org.robustness4j.dl4j.coverage.Coverage.REFUSED;
import static org.robustness4j.dl4j.coverage.FeedForwardRows.dense;
import static org.robustness4j.dl4j.coverage.Variant.image;
import static org.robustness4j.dl4j.coverage.Variant.imageLast;
import static org.robustness4j.dl4j.coverage.Variant.masked;
import static org.robustness4j.dl4j.coverage.Variant.sequence;
import static org.robustness4j.dl4j.coverage.Variant.sequenceLast;
import static org.robustness4j.dl4j.coverage.Variant.volume;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.Pooling1D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/** Layers of sequences. */
@SuppressWarnings("deprecation") // GravesLSTM and GravesBidirectionalLSTM are in use as long as DL4J has them
final class SequenceRows {

    private static final String MASKED = "NCW and NWC; masks";

    private SequenceRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(recurrent());
        rows.addAll(wrappers());
        rows.addAll(convolutions());
        rows.addAll(attention());
        return rows;
    }

    private static List<Row> recurrent() {
        return List.of(
                new Row(
                        GravesBidirectionalLSTM.class,
                        COMPILED,
                        "both directions added; masks",
                        sequence("NCW", net -> net.layer(new GravesBidirectionalLSTM.Builder()
                                        .nOut(4)
                                        .build())
                                .mean()),
                        masked("masked", net -> net.layer(new GravesBidirectionalLSTM.Builder()
                                        .nOut(4)
                                        .build())
                                .mean())),
                new Row(
                        GravesLSTM.class,
                        COMPILED,
                        "with its peepholes; masks",
                        sequence("NCW", net -> net.layer(graves()).mean()),
                        masked("masked", net -> net.layer(graves()).mean())),
                new Row(
                        LSTM.class,
                        COMPILED,
                        MASKED,
                        sequence("NCW", net -> net.layer(lstm()).mean()),
                        masked("masked", net -> net.layer(lstm()).mean()),
                        sequenceLast("NWC", net -> net.layer(new LSTM.Builder()
                                        .nOut(4)
                                        .dataFormat(RNNFormat.NWC)
                                        .build())
                                .meanOfLast()),
                        sequence("other gates", net -> net.layer(new LSTM.Builder()
                                        .nOut(4)
                                        .activation(Activation.SOFTSIGN)
                                        .gateActivationFunction(Activation.HARDSIGMOID)
                                        .build())
                                .mean())),
                new Row(
                        SimpleRnn.class,
                        COMPILED,
                        MASKED + "; not with layer normalisation, which DL4J cannot run",
                        sequence("NCW", net -> net.layer(simple()).mean()),
                        masked("masked", net -> net.layer(simple()).mean()),
                        sequenceLast("NWC", net -> net.layer(new SimpleRnn.Builder()
                                        .nOut(4)
                                        .dataFormat(RNNFormat.NWC)
                                        .build())
                                .meanOfLast())));
    }

    private static List<Row> wrappers() {
        List<Variant> both = new ArrayList<>();
        for (Bidirectional.Mode mode : Bidirectional.Mode.values()) {
            both.add(sequence(mode.toString(), net -> net.layer(new Bidirectional(mode, lstm()))
                    .mean()));
        }
        both.add(masked("masked", net -> net.layer(new Bidirectional(Bidirectional.Mode.CONCAT, lstm()))
                .mean()));
        both.add(sequence(
                "around LastTimeStep",
                net -> net.layer(new Bidirectional(Bidirectional.Mode.CONCAT, new LastTimeStep(lstm())))));
        both.add(sequenceLast("NWC", net -> net.layer(new Bidirectional(
                        Bidirectional.Mode.CONCAT,
                        new LSTM.Builder().nOut(4).dataFormat(RNNFormat.NWC).build()))
                .meanOfLast()));
        return List.of(
                new Row(Bidirectional.class, COMPILED, "every mode; " + MASKED, both),
                new Row(
                        GlobalPoolingLayer.class,
                        COMPILED,
                        "max, average, sum and p-norm, of sequences (masks), images and volumes",
                        sequence("max", net -> net.layer(pooled(PoolingType.MAX))),
                        sequence("p-norm", net -> net.layer(pooled(PoolingType.PNORM))),
                        masked("max, masked", net -> net.layer(pooled(PoolingType.MAX))),
                        masked("average, masked", net -> net.layer(pooled(PoolingType.AVG))),
                        masked("sum, masked", net -> net.layer(pooled(PoolingType.SUM))),
                        masked("p-norm, masked", net -> net.layer(pooled(PoolingType.PNORM))),
                        sequenceLast(
                                "NWC",
                                net -> net.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG)
                                        .poolingDimensions(1)
                                        .build())),
                        image("of an image", net -> net.layer(pooled(PoolingType.SUM))),
                        image(
                                "that keeps its dimensions",
                                net -> net.layer(new GlobalPoolingLayer.Builder(PoolingType.MAX)
                                        .collapseDimensions(false)
                                        .build())),
                        imageLast(
                                "NHWC",
                                net -> net.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG)
                                        .poolingDimensions(1, 2)
                                        .build())),
                        volume("of a volume", net -> net.layer(pooled(PoolingType.AVG)))),
                new Row(
                        LastTimeStep.class,
                        COMPILED,
                        MASKED,
                        sequence("LSTM", net -> net.layer(new LastTimeStep(lstm()))),
                        masked("masked", net -> net.layer(new LastTimeStep(lstm()))),
                        sequence("SimpleRnn", net -> net.layer(new LastTimeStep(simple()))),
                        sequenceLast(
                                "NWC",
                                net -> net.layer(new LastTimeStep(new LSTM.Builder()
                                        .nOut(4)
                                        .dataFormat(RNNFormat.NWC)
                                        .build())))),
                new Row(
                        MaskLayer.class,
                        COMPILED,
                        "sets steps to 0 that are not there",
                        masked("masked", net -> net.layer(lstm())
                                .layer(new MaskLayer())
                                .layer(convolution(ConvolutionMode.Same))
                                .mean()),
                        sequence(
                                "without a mask",
                                net -> net.layer(new MaskLayer()).layer(lstm()).mean())),
                new Row(
                        MaskZeroLayer.class,
                        COMPILED,
                        "its mask is the steps of which all values are the mask's",
                        sequence("LSTM", net -> net.layer(new MaskZeroLayer(lstm(), 0))
                                .mean())),
                new Row(
                        TimeDistributed.class,
                        COMPILED,
                        "around a dense layer; of masks DL4J mixes those of a batch up",
                        sequence("NCW", net -> net.layer(new TimeDistributed(dense()))
                                .mean())));
    }

    private static List<Row> convolutions() {
        return List.of(
                new Row(
                        Convolution1D.class,
                        COMPILED,
                        "a name of `Convolution1DLayer` that DL4J's builders do not use",
                        sequence("NCW", net -> net.layer(convolution1D()).mean())),
                new Row(
                        Convolution1DLayer.class,
                        COMPILED,
                        MASKED + "; every mode; DL4J itself runs few dilations",
                        sequence("same", net -> net.layer(convolution(ConvolutionMode.Same))
                                .mean()),
                        sequence("truncate", net -> net.layer(convolution(ConvolutionMode.Truncate))
                                .mean()),
                        sequence("causal", net -> net.layer(convolution(ConvolutionMode.Causal))
                                .mean()),
                        masked("masked", net -> net.layer(convolution(ConvolutionMode.Same))
                                .mean()),
                        sequenceLast("NWC", net -> net.layer(new Convolution1DLayer.Builder(2)
                                        .rnnDataFormat(RNNFormat.NWC)
                                        .nOut(3)
                                        .build())
                                .meanOfLast())),
                new Row(Cropping1D.class, COMPILED, "NCW", sequence("NCW", net -> net.layer(
                                new Cropping1D.Builder(1, 2).build())
                        .layer(convolution(ConvolutionMode.Same))
                        .mean())),
                new Row(
                        LocallyConnected1D.class,
                        COMPILED,
                        "NCW, every mode",
                        sequence("truncate", net -> net.layer(local(ConvolutionMode.Truncate))
                                .mean()),
                        sequence("same", net -> net.layer(local(ConvolutionMode.Same))
                                .mean())),
                new Row(
                        Pooling1D.class,
                        COMPILED,
                        "a name of `Subsampling1DLayer` that DL4J's builders do not use",
                        sequence("max", net -> net.layer(pooling1D()).mean())),
                new Row(
                        Subsampling1DLayer.class,
                        COMPILED,
                        "max, average and p-norm; masks",
                        sequence("max", net -> net.layer(pooling(PoolingType.MAX))
                                .mean()),
                        sequence("average", net -> net.layer(pooling(PoolingType.AVG))
                                .mean()),
                        sequence("p-norm", net -> net.layer(pooling(PoolingType.PNORM))
                                .mean()),
                        masked("masked", net -> net.layer(pooling(PoolingType.AVG))
                                .mean())),
                new Row(Upsampling1D.class, COMPILED, "NCW", sequence("NCW", net -> net.layer(
                                new Upsampling1D.Builder(2).build())
                        .layer(convolution(ConvolutionMode.Same))
                        .mean())),
                new Row(ZeroPadding1DLayer.class, COMPILED, "NCW", sequence("NCW", net -> net.layer(
                                new ZeroPadding1DLayer.Builder(1, 2).build())
                        .layer(convolution(ConvolutionMode.Same))
                        .mean())));
    }

    private static List<Row> attention() {
        return List.of(
                new Row(
                        LearnedSelfAttentionLayer.class,
                        REFUSED,
                        "DL4J 1.0.0-M2.1 itself cannot run it",
                        sequence("two heads", net -> net.layer(learned()).mean())
                                .saying("does not take samples of the shape")),
                new Row(
                        RecurrentAttentionLayer.class,
                        COMPILED,
                        "masks",
                        sequence("two heads", net -> net.layer(recurrentAttention())
                                .mean()),
                        masked("masked", net -> net.layer(recurrentAttention()).mean())),
                new Row(
                        SelfAttentionLayer.class,
                        COMPILED,
                        "heads, with and without projections; masks",
                        sequence("two heads", net -> net.layer(self(true)).mean()),
                        sequence("without projections", net -> net.layer(self(false))
                                .mean()),
                        masked("masked", net -> net.layer(self(true)).mean())));
    }

    static LSTM lstm() {
        return new LSTM.Builder()
                .nOut(4)
                .activation(Activation.TANH)
                .weightInit(WeightInit.XAVIER)
                .build();
    }

    private static GravesLSTM graves() {
        return new GravesLSTM.Builder().nOut(4).activation(Activation.TANH).build();
    }

    private static SimpleRnn simple() {
        return new SimpleRnn.Builder().nOut(4).activation(Activation.TANH).build();
    }

    private static GlobalPoolingLayer pooled(PoolingType type) {
        return new GlobalPoolingLayer.Builder(type).pnorm(3).build();
    }

    static Convolution1DLayer convolution(ConvolutionMode mode) {
        return new Convolution1DLayer.Builder(3)
                .convolutionMode(mode)
                .rnnDataFormat(RNNFormat.NCW)
                .nOut(3)
                .activation(Activation.TANH)
                .build();
    }

    private static Convolution1D convolution1D() {
        Convolution1D layer = new Convolution1D();
        layer.setNOut(3);
        layer.setKernelSize(new int[] {2, 1});
        layer.setStride(new int[] {1, 1});
        layer.setPadding(new int[] {0, 0});
        layer.setDilation(new int[] {1, 1});
        layer.setConvolutionMode(ConvolutionMode.Truncate);
        layer.setRnnDataFormat(RNNFormat.NCW);
        layer.setHasBias(true);
        layer.setActivationFn(Activation.TANH.getActivationFunction());
        return layer;
    }

    private static Pooling1D pooling1D() {
        Pooling1D layer = new Pooling1D();
        layer.setPoolingType(PoolingType.MAX);
        layer.setKernelSize(new int[] {2, 1});
        layer.setStride(new int[] {2, 1});
        layer.setPadding(new int[] {0, 0});
        layer.setDilation(new int[] {1, 1});
        layer.setConvolutionMode(ConvolutionMode.Truncate);
        return layer;
    }

    private static LocallyConnected1D local(ConvolutionMode mode) {
        return new LocallyConnected1D.Builder()
                .kernelSize(2)
                .stride(1)
                .convolutionMode(mode)
                .setInputSize(6)
                .nOut(3)
                .activation(Activation.TANH)
                .build();
    }

    private static Layer pooling(PoolingType type) {
        return new Subsampling1DLayer.Builder()
                .poolingType(type)
                .kernelSize(3)
                .stride(1)
                .pnorm(3)
                .build();
    }

    private static SelfAttentionLayer self(boolean projected) {
        return new SelfAttentionLayer.Builder()
                .nIn(3)
                .nOut(projected ? 4 : 3)
                .nHeads(projected ? 2 : 1)
                .projectInput(projected)
                .build();
    }

    private static LearnedSelfAttentionLayer learned() {
        return new LearnedSelfAttentionLayer.Builder()
                .nIn(3)
                .nOut(4)
                .nHeads(2)
                .projectInput(true)
                .nQueries(2)
                .build();
    }

    private static RecurrentAttentionLayer recurrentAttention() {
        return new RecurrentAttentionLayer.Builder()
                .nOut(4)
                .nHeads(2)
                .projectInput(true)
                .build();
    }
}
