package org.robustness4j.dl4j.coverage;

import static org.robustness4j.dl4j.coverage.Coverage.COMPILED;
import static org.robustness4j.dl4j.coverage.Coverage.REFUSED;
import static org.robustness4j.dl4j.coverage.Coverage.SCORES;
import static org.robustness4j.dl4j.coverage.FeedForwardRows.dense;
import static org.robustness4j.dl4j.coverage.Variant.flat;
import static org.robustness4j.dl4j.coverage.Variant.image;
import static org.robustness4j.dl4j.coverage.Variant.imageLast;
import static org.robustness4j.dl4j.coverage.Variant.masked;
import static org.robustness4j.dl4j.coverage.Variant.sequence;
import static org.robustness4j.dl4j.coverage.Variant.volume;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers that end a network. */
final class OutputRows {

    private OutputRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(CenterLossOutputLayer.class, COMPILED, "as `OutputLayer`", flat("softmax", net -> net.layer(
                                dense())
                        .end(new CenterLossOutputLayer.Builder()
                                .nOut(3)
                                .activation(new ActivationSoftmax())
                                .build()))),
                new Row(
                        CnnLossLayer.class,
                        COMPILED,
                        "a label for each pixel",
                        image("NCHW", net -> net.layer(pixels(CNN2DFormat.NCHW))
                                        .end(new CnnLossLayer.Builder()
                                                .format(CNN2DFormat.NCHW)
                                                .activation(new ActivationSoftmax())
                                                .build()))
                                .read(Reading.STEPS)
                                .labelled(20, 3),
                        imageLast("NHWC", net -> net.layer(pixels(CNN2DFormat.NHWC))
                                        .end(new CnnLossLayer.Builder()
                                                .format(CNN2DFormat.NHWC)
                                                .activation(new ActivationSoftmax())
                                                .build()))
                                .read(Reading.STEPS_LAST)
                                .labelled(20, 3)),
                new Row(
                        Cnn3DLossLayer.class,
                        COMPILED,
                        "a label for each voxel",
                        volume("NCDHW", net -> net.layer(new Convolution3D.Builder(2, 2, 2)
                                                .nOut(3)
                                                .dataFormat(Convolution3D.DataFormat.NCDHW)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                        .end(new Cnn3DLossLayer.Builder(Convolution3D.DataFormat.NCDHW)
                                                .activation(new ActivationSoftmax())
                                                .build()))
                                .read(Reading.STEPS)
                                .labelled(18, 3)),
                new Row(
                        LossLayer.class,
                        COMPILED,
                        "softmax, or one sigmoid",
                        flat("softmax", net -> net.layer(classes(3))
                                .end(new LossLayer.Builder(LossFunction.MCXENT)
                                        .activation(new ActivationSoftmax())
                                        .build())),
                        flat("sigmoid", net -> net.layer(classes(1))
                                        .end(new LossLayer.Builder(LossFunction.XENT)
                                                .activation(new ActivationSigmoid())
                                                .build()))
                                .read(Reading.SIGMOID)),
                new Row(
                        OCNNOutputLayer.class,
                        COMPILED,
                        "two classes: scores above the bias that it has learned, and others",
                        flat("sigmoid", net -> net.layer(dense())
                                        .end(new OCNNOutputLayer.Builder()
                                                .hiddenLayerSize(4)
                                                .nu(0.1)
                                                .activation(new ActivationSigmoid())
                                                .lossFunction(LossFunction.XENT)
                                                .build()))
                                .read(Reading.SCORE)),
                new Row(
                        OutputLayer.class,
                        COMPILED,
                        "softmax, one sigmoid, several sigmoids (labels), or logits; a regression head is refused",
                        flat("softmax", net -> net.layer(dense())),
                        flat(
                                        "one sigmoid",
                                        net -> net.end(new OutputLayer.Builder(LossFunction.XENT)
                                                .nOut(1)
                                                .activation(new ActivationSigmoid())
                                                .build()))
                                .read(Reading.SIGMOID),
                        flat(
                                        "several sigmoids",
                                        net -> net.end(new OutputLayer.Builder(LossFunction.XENT)
                                                .nOut(3)
                                                .activation(new ActivationSigmoid())
                                                .build()))
                                .read(Reading.LABELS)
                                .labelled(3, 2),
                        flat(
                                        "logits",
                                        net -> net.end(new OutputLayer.Builder(LossFunction.HINGE)
                                                .nOut(3)
                                                .activation(Activation.IDENTITY)
                                                .build()))
                                .read(Reading.IDENTITY),
                        flat(
                                        "several numbers, a regression",
                                        net -> net.end(new OutputLayer.Builder(LossFunction.MSE)
                                                .nOut(3)
                                                .activation(Activation.IDENTITY)
                                                .build()))
                                .is(REFUSED)
                                .saying("is a regression head: identity with the loss MSE"),
                        flat(
                                        "one number, a regression",
                                        net -> net.end(new OutputLayer.Builder(LossFunction.MSE)
                                                .nOut(1)
                                                .activation(Activation.IDENTITY)
                                                .build()))
                                .is(REFUSED)
                                .saying("is a regression head: identity with the loss MSE")),
                new Row(
                        RnnLossLayer.class,
                        COMPILED,
                        "a label for each step",
                        sequence("softmax", net -> net.layer(
                                                new LSTM.Builder().nOut(3).build())
                                        .end(new RnnLossLayer.Builder(LossFunction.MCXENT)
                                                .activation(new ActivationSoftmax())
                                                .build()))
                                .read(Reading.STEPS)
                                .labelled(6, 3)),
                new Row(
                        RnnOutputLayer.class,
                        COMPILED,
                        "a label for each step",
                        sequence("softmax", net -> net.layer(
                                                new LSTM.Builder().nOut(4).build())
                                        .end(steps()))
                                .read(Reading.STEPS)
                                .labelled(6, 3),
                        masked("with a mask", net -> net.layer(
                                                new LSTM.Builder().nOut(4).build())
                                        .end(steps()))
                                .read(Reading.STEPS)
                                .labelled(6, 3)),
                new Row(
                        SameDiffOutputLayer.class,
                        SCORES,
                        "your own; DL4J gives the gradient of its loss, and none of its output",
                        flat("your own", net -> net.layer(dense()).end(new OwnOutput(5, 3)))
                                .read(Reading.IDENTITY)
                                .saying("(OwnOutput) has no working backward pass in DL4J")),
                new Row(
                        Yolo2OutputLayer.class,
                        REFUSED,
                        "finds objects, and does not classify",
                        image("boxes", net -> net.layer(new ConvolutionLayer.Builder(1, 1)
                                                .nOut(2 * (5 + 3))
                                                .activation(Activation.IDENTITY)
                                                .build())
                                        .end(new Yolo2OutputLayer.Builder()
                                                .boundingBoxPriors(Nd4j.create(new double[][] {{1, 1}, {2, 2}})
                                                        .castTo(net.type()))
                                                .build()))
                                .saying("Yolo2OutputLayer")));
    }

    private static RnnOutputLayer steps() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(new ActivationSoftmax())
                .build();
    }

    private static ConvolutionLayer pixels(CNN2DFormat format) {
        return new ConvolutionLayer.Builder(2, 2)
                .nOut(3)
                .dataFormat(format)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static DenseLayer classes(int count) {
        return new DenseLayer.Builder()
                .nOut(count)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** A user's output layer. */
    static final class OwnOutput extends SameDiffOutputLayer {

        private final int inputs;
        private final int outputs;

        OwnOutput(int inputs, int outputs) {
            this.inputs = inputs;
            this.outputs = outputs;
        }

        @Override
        public SDVariable defineLayer(
                SameDiff sameDiff, SDVariable input, SDVariable labels, Map<String, SDVariable> parameters) {
            SDVariable output = sameDiff.nn().softmax("output", input.mmul(parameters.get("W")), 1);
            return sameDiff.math().square(output.sub(labels)).mean("loss");
        }

        @Override
        public String activationsVertexName() {
            return "output";
        }

        @Override
        public void defineParameters(SDLayerParams parameters) {
            parameters.addWeightParam("W", inputs, outputs);
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
