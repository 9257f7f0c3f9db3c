package org.robustness4j.dl4j.coverage;

import static org.robustness4j.dl4j.coverage.Coverage.COMPILED;
import static org.robustness4j.dl4j.coverage.FeedForwardRows.dense;
import static org.robustness4j.dl4j.coverage.ImageRows.convolution;
import static org.robustness4j.dl4j.coverage.SequenceRows.lstm;
import static org.robustness4j.dl4j.coverage.Variant.flat;
import static org.robustness4j.dl4j.coverage.Variant.image;
import static org.robustness4j.dl4j.coverage.Variant.imageLast;
import static org.robustness4j.dl4j.coverage.Variant.masked;
import static org.robustness4j.dl4j.coverage.Variant.sequence;
import static org.robustness4j.dl4j.coverage.Variant.sequenceLast;
import static org.robustness4j.dl4j.coverage.Variant.shaped;
import static org.robustness4j.dl4j.coverage.Variant.volume;
import static org.robustness4j.dl4j.coverage.Variant.volumeLast;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/** What changes the shape of a layer's input. */
@SuppressWarnings("deprecation") // TensorFlowCnnToFeedForwardPreProcessor is in use as long as DL4J has it
final class PreprocessorRows {

    private PreprocessorRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        Cnn3DToFeedForwardPreProcessor.class,
                        COMPILED,
                        "NCDHW and NDHWC",
                        volume(
                                "NCDHW",
                                net -> net.layer(new Cnn3DToFeedForwardPreProcessor(4, 3, 4, 2, true), dense())),
                        volumeLast(
                                "NDHWC",
                                net -> net.layer(new Cnn3DToFeedForwardPreProcessor(4, 3, 4, 2, false), dense()))),
                new Row(
                        CnnToFeedForwardPreProcessor.class,
                        COMPILED,
                        "NCHW and NHWC",
                        image("NCHW", net -> net.layer(new CnnToFeedForwardPreProcessor(6, 5, 2), dense())),
                        imageLast(
                                "NHWC",
                                net -> net.layer(
                                        new CnnToFeedForwardPreProcessor(6, 5, 2, CNN2DFormat.NHWC), dense()))),
                new Row(
                        CnnToRnnPreProcessor.class,
                        COMPILED,
                        "NCW and NWC",
                        shaped("NCW", new InputShape(Layout.NCW, 8, 1, 3), net -> net.layer(
                                        new RnnToCnnPreProcessor(2, 2, 2), convolution(CNN2DFormat.NCHW))
                                .layer(new CnnToRnnPreProcessor(2, 2, 3), lstm())
                                .mean())),
                new Row(
                        ComposableInputPreProcessor.class,
                        COMPILED,
                        "as its parts",
                        image(
                                "two parts",
                                net -> net.layer(
                                        new ComposableInputPreProcessor(
                                                new CnnToFeedForwardPreProcessor(6, 5, 2),
                                                new FeedForwardToCnnPreProcessor(5, 6, 2)),
                                        convolution(CNN2DFormat.NCHW)))),
                new Row(
                        FeedForwardToCnn3DPreProcessor.class,
                        COMPILED,
                        "NCDHW and NDHWC",
                        shaped("NCDHW", InputShape.flat(24), net -> net.layer(
                                        new FeedForwardToCnn3DPreProcessor(3, 2, 2, 2, true),
                                        VolumeRows.convolution(DataFormat.NCDHW, ConvolutionMode.Truncate))
                                .dense(2, 2, 1, true))),
                new Row(
                        FeedForwardToCnnPreProcessor.class,
                        COMPILED,
                        "",
                        shaped(
                                "NCHW",
                                InputShape.flat(24),
                                net -> net.layer(
                                        new FeedForwardToCnnPreProcessor(3, 4, 2), convolution(CNN2DFormat.NCHW)))),
                new Row(
                        FeedForwardToRnnPreProcessor.class,
                        COMPILED,
                        "NCW and NWC",
                        sequence("NCW", net -> net.layer(dense())
                                .layer(new FeedForwardToRnnPreProcessor(), lstm())
                                .mean()),
                        flat("one step", net -> net.layer(new FeedForwardToRnnPreProcessor(), lstm())
                                .mean())),
                new Row(
                        KerasFlattenRnnPreprocessor.class,
                        COMPILED,
                        "",
                        sequence("NCW", net -> net.layer(new KerasFlattenRnnPreprocessor(3, 6), dense()))),
                new Row(
                        PermutePreprocessor.class,
                        COMPILED,
                        "",
                        sequence("channels and steps", net -> net.layer(new PermutePreprocessor(2, 1), lstm())
                                .mean()),
                        image(
                                "of an image",
                                net -> net.layer(new PermutePreprocessor(1, 3, 2), convolution(CNN2DFormat.NCHW)))),
                new Row(
                        ReshapePreprocessor.class,
                        COMPILED,
                        "",
                        image(
                                "to features",
                                net -> net.layer(
                                        new ReshapePreprocessor(new long[] {2, 6, 5}, new long[] {60}, false),
                                        dense())),
                        flat("to a sequence", net -> net.layer(
                                        new ReshapePreprocessor(new long[] {7}, new long[] {7, 1}, false), lstm())
                                .meanOfLast())),
                new Row(
                        RnnToCnnPreProcessor.class,
                        COMPILED,
                        "NCW",
                        shaped("NCW", new InputShape(Layout.NCW, 8, 1, 3), net -> net.layer(
                                        new RnnToCnnPreProcessor(2, 2, 2), convolution(CNN2DFormat.NCHW))
                                .layer(new CnnToRnnPreProcessor(2, 2, 3), lstm())
                                .mean())),
                new Row(
                        RnnToFeedForwardPreProcessor.class,
                        COMPILED,
                        "NCW and NWC: each step becomes a row",
                        sequence("NCW", net -> net.layer(new RnnToFeedForwardPreProcessor(), dense())
                                .layer(lstm())
                                .mean()),
                        masked("masked", net -> net.layer(new RnnToFeedForwardPreProcessor(), dense())
                                .layer(lstm())
                                .mean()),
                        sequenceLast("NWC", net -> net.layer(new RnnToFeedForwardPreProcessor(RNNFormat.NWC), dense())
                                .layer(new FeedForwardToRnnPreProcessor(RNNFormat.NCW), lstm())
                                .mean())),
                new Row(
                        TensorFlowCnnToFeedForwardPreProcessor.class,
                        COMPILED,
                        "of Keras models, channels last",
                        image("NCHW", net -> net.layer(new TensorFlowCnnToFeedForwardPreProcessor(6, 5, 2), dense()))));
    }
}
