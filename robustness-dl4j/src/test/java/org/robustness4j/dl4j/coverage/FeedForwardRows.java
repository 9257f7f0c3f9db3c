package org.robustness4j.dl4j.coverage;

import static org.robustness4j.dl4j.coverage.Coverage.CHECKED;
import static org.robustness4j.dl4j.coverage.Coverage.COMPILED;
import static org.robustness4j.dl4j.coverage.Coverage.REFUSED;
import static org.robustness4j.dl4j.coverage.SequenceRows.lstm;
import static org.robustness4j.dl4j.coverage.Variant.flat;
import static org.robustness4j.dl4j.coverage.Variant.image;
import static org.robustness4j.dl4j.coverage.Variant.imageLast;
import static org.robustness4j.dl4j.coverage.Variant.sequence;
import static org.robustness4j.dl4j.coverage.Variant.sequenceLast;
import static org.robustness4j.dl4j.coverage.Variant.shaped;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.layers.util.IdentityLayer;
import org.deeplearning4j.nn.modelimport.keras.layers.TFOpLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;

/** Layers that take vectors, or anything. */
final class FeedForwardRows {

    private FeedForwardRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        ActivationLayer.class,
                        COMPILED,
                        "every activation of the table below",
                        image("of an image", net -> net.layer(new ActivationLayer(new ActivationLReLU(0.2)))),
                        sequence("of a sequence", net -> net.layer(new ActivationLayer(Activation.SOFTPLUS))
                                .mean()),
                        sequence("softmax along DL4J's last axis", net -> net.layer(
                                        new ActivationLayer(Activation.SOFTMAX))
                                .layer(lstm())
                                .mean())),
                new Row(
                        AutoEncoder.class,
                        COMPILED,
                        "its encoder, without corruption",
                        flat(
                                "before a classifier",
                                net -> net.layer(
                                        new AutoEncoder.Builder().nOut(5).build()))),
                new Row(
                        BatchNormalization.class,
                        COMPILED,
                        "its running mean and variance",
                        flat("of features", net -> net.layer(normalization())),
                        image("NCHW", net -> net.layer(normalization())),
                        imageLast("NHWC", net -> net.layer(normalization()))),
                new Row(
                        DenseLayer.class,
                        COMPILED,
                        "with layer normalisation; on a sequence, of each step",
                        flat("of features", net -> net.layer(dense())),
                        flat(
                                "with layer normalisation",
                                net -> net.layer(new DenseLayer.Builder()
                                        .nOut(5)
                                        .hasLayerNorm(true)
                                        .build())),
                        image("of an image", net -> net.layer(dense())),
                        sequence("of each step", net -> net.layer(dense()).mean()),
                        sequenceLast(
                                "of each step, NWC", net -> net.layer(dense()).meanOfLast())),
                new Row(
                        DropoutLayer.class,
                        COMPILED,
                        "does nothing in inference; neither do the noises of other layers",
                        flat("between", net -> net.layer(dense()).layer(new DropoutLayer(0.5)))),
                new Row(
                        ElementWiseMultiplicationLayer.class,
                        COMPILED,
                        "",
                        flat(
                                "of features",
                                net -> net.layer(new ElementWiseMultiplicationLayer.Builder()
                                        .nIn(7)
                                        .nOut(7)
                                        .activation(Activation.TANH)
                                        .build()))),
                new Row(
                        EmbeddingLayer.class,
                        COMPILED,
                        "takes an index: attacked by substitution",
                        shaped(
                                        "an index",
                                        InputShape.flat(1),
                                        net -> net.layer(new EmbeddingLayer.Builder()
                                                .nIn(9)
                                                .nOut(4)
                                                .build()))
                                .ofIndices(9)),
                new Row(
                        EmbeddingSequenceLayer.class,
                        COMPILED,
                        "takes indices: attacked by substitution",
                        shaped("indices", InputShape.flat(5), net -> net.layer(embeddings())
                                        .mean())
                                .ofIndices(9)),
                new Row(
                        FrozenLayer.class,
                        COMPILED,
                        "as the layer in it",
                        flat("a dense layer", net -> net.layer(new FrozenLayer(dense())))),
                new Row(
                        FrozenLayerWithBackprop.class,
                        COMPILED,
                        "as the layer in it",
                        flat("a dense layer", net -> net.layer(new FrozenLayerWithBackprop(dense())))),
                new Row(
                        IdentityLayer.class,
                        CHECKED,
                        "made with SameDiff",
                        flat("before a dense layer", net -> net.layer(dense()).layer(new IdentityLayer()))),
                new Row(
                        PReLULayer.class,
                        COMPILED,
                        "own or shared slopes",
                        image(
                                "its own slopes",
                                net -> net.layer(new PReLULayer.Builder()
                                        .inputShape(2, 6, 5)
                                        .build())),
                        image(
                                "shared slopes",
                                net -> net.layer(new PReLULayer.Builder()
                                        .inputShape(2, 6, 5)
                                        .sharedAxes(2, 3)
                                        .build())),
                        flat(
                                "of features",
                                net -> net.layer(
                                        new PReLULayer.Builder().inputShape(7).build()))),
                new Row(
                        RepeatVector.class,
                        COMPILED,
                        "NCW and NWC",
                        flat("NCW", net -> net.layer(repeated(RNNFormat.NCW)).mean()),
                        flat("NWC", net -> net.layer(repeated(RNNFormat.NWC)).meanOfLast())),
                new Row(
                        SameDiffLambdaLayer.class,
                        CHECKED,
                        "your own, made with SameDiff",
                        flat("your own", net -> net.layer(dense()).layer(new Squares()))),
                new Row(
                        SameDiffLayer.class,
                        CHECKED,
                        "your own, made with SameDiff",
                        flat("your own", net -> net.layer(new Affine(7, 5)))),
                new Row(
                        TFOpLayer.class,
                        REFUSED,
                        "needs TensorFlow, and has no gradient; Keras models with one are not imported"),
                new Row(
                        VariationalAutoencoder.class,
                        COMPILED,
                        "its encoder, which gives the mean",
                        flat(
                                "before a classifier",
                                net -> net.layer(new VariationalAutoencoder.Builder()
                                        .encoderLayerSizes(6, 5)
                                        .decoderLayerSizes(5)
                                        .pzxActivationFunction(Activation.TANH)
                                        .nOut(4)
                                        .build()))));
    }

    private static BatchNormalization normalization() {
        return new BatchNormalization.Builder().build();
    }

    static DenseLayer dense() {
        return new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build();
    }

    private static EmbeddingSequenceLayer embeddings() {
        return new EmbeddingSequenceLayer.Builder()
                .nIn(9)
                .nOut(4)
                .inputLength(5)
                .build();
    }

    private static RepeatVector repeated(RNNFormat format) {
        return new RepeatVector.Builder<>()
                .repetitionFactor(4)
                .dataFormat(format)
                .build();
    }

    /** A user's layer without parameters. */
    static final class Squares extends SameDiffLambdaLayer {

        @Override
        public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
            return input.mul(input).add(input);
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return input;
        }
    }

    /** A user's layer with parameters. */
    static final class Affine extends SameDiffLayer {

        private final int inputs;
        private final int outputs;

        Affine(int inputs, int outputs) {
            this.inputs = inputs;
            this.outputs = outputs;
        }

        @Override
        public SDVariable defineLayer(
                SameDiff sameDiff, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
            return sameDiff.math().tanh(input.mmul(parameters.get("W")).add(parameters.get("b")));
        }

        @Override
        public void defineParameters(SDLayerParams parameters) {
            parameters.addWeightParam("W", inputs, outputs);
            parameters.addBiasParam("b", 1, outputs);
        }

        @Override
        public void initializeParameters(Map<String, INDArray> parameters) {
            parameters.values().forEach(parameter -> parameter.assign(0));
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return InputType.feedForward(outputs);
        }
    }
}
