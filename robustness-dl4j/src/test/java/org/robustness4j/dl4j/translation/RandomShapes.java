package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/** Small float64 networks around one part, on samples of all layouts, with sizes drawn at random. */
final class RandomShapes {

    private static final int CLASSES = 3;

    private final RandomGenerator random;
    private final boolean channelsLast;
    private InputShape shape = InputShape.flat(1);
    private boolean isTyped = true;
    private InputType type = InputType.feedForward(1);

    RandomShapes(RandomGenerator random) {
        this.random = random;
        this.channelsLast = random.nextBoolean();
    }

    /** A network, and the shape of its samples. */
    record Case(ComputationGraph graph, InputShape shape) {}

    /** Adds something to a network. */
    interface Part {
        /** Adds its vertices and gives the name of the last. */
        String add(GraphBuilder builder, String input);
    }

    static Part layer(Layer layer) {
        return (builder, input) -> {
            builder.addLayer("tested", layer, input);
            return "tested";
        };
    }

    RandomShapes vector() {
        int features = between(5, 8);
        shape = InputShape.flat(features);
        type = InputType.feedForward(features);
        return this;
    }

    RandomShapes sequence() {
        int features = between(2, 4);
        int length = between(6, 9);
        shape = new InputShape(channelsLast ? Layout.NWC : Layout.NCW, features, 1, length);
        type = InputType.recurrent(features, length, rnnFormat());
        return this;
    }

    /** A sequence of as many features, without types, since DL4J's preprocessors are given. */
    RandomShapes steps(int features) {
        int length = between(1, 3);
        shape = new InputShape(channelsLast ? Layout.NWC : Layout.NCW, features, 1, length);
        return untyped();
    }

    RandomShapes image() {
        int channels = between(1, 3);
        int height = between(5, 7);
        int width = between(5, 6);
        shape = new InputShape(channelsLast ? Layout.NHWC : Layout.NCHW, channels, height, width);
        type = InputType.convolutional(height, width, channels, imageFormat());
        return this;
    }

    RandomShapes volume() {
        int channels = between(1, 2);
        int depth = between(3, 5);
        int height = between(3, 4);
        int width = between(4, 5);
        shape = new InputShape(channelsLast ? Layout.NDHWC : Layout.NCDHW, channels, depth, height, width, false, 0);
        type = InputType.convolutional3D(volumeFormat(), depth, height, width, channels);
        return this;
    }

    RandomShapes evenImage() {
        shape = new InputShape(channelsLast ? Layout.NHWC : Layout.NCHW, 2, 4, 6);
        type = InputType.convolutional(4, 6, 2, imageFormat());
        return this;
    }

    /** Without the types of the inputs, which DL4J does not know everywhere. */
    RandomShapes untyped() {
        isTyped = false;
        return this;
    }

    RandomGenerator random() {
        return random;
    }

    InputShape shape() {
        return shape;
    }

    boolean isChannelsLast() {
        return channelsLast;
    }

    RNNFormat rnnFormat() {
        return channelsLast ? RNNFormat.NWC : RNNFormat.NCW;
    }

    CNN2DFormat imageFormat() {
        return channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    }

    Convolution3D.DataFormat volumeFormat() {
        return channelsLast ? DataFormat.NDHWC : DataFormat.NCDHW;
    }

    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    int[] between(int dimensions, int from, int to) {
        return random.ints(dimensions, from, to + 1).toArray();
    }

    ConvolutionMode mode(ConvolutionMode... modes) {
        return modes[random.nextInt(modes.length)];
    }

    IActivation activation() {
        List<IActivation> all = List.of(
                new ActivationIdentity(),
                new ActivationReLU(),
                new ActivationTanH(),
                new ActivationSigmoid(),
                new ActivationELU(),
                new ActivationSoftmax());
        return all.get(random.nextInt(all.size()));
    }

    /** A network of the part, a dense layer and the output. */
    Case around(Part part) {
        GraphBuilder begun = builder();
        begun.addVertex("end", new ScaleVertex(1), part.add(begun, "in"));
        ComputationGraph head = new ComputationGraph(begun.setOutputs("end").build());
        head.init();
        INDArray output = head.outputSingle(false, Nd4j.rand(DataType.DOUBLE, shape.batch(2)));
        if (output.size(0) != 2) {
            throw new IllegalStateException("other samples: " + Arrays.toString(output.shape()));
        }
        int size = Math.toIntExact(output.length() / 2);
        GraphBuilder builder = builder();
        builder.addVertex("flat", new ReshapeVertex('c', new int[] {-1, size}, null), part.add(builder, "in"));
        builder.addLayer(
                "dense",
                new DenseLayer.Builder()
                        .nIn(size)
                        .nOut(5)
                        .activation(new ActivationTanH())
                        .build(),
                "flat");
        builder.addLayer(
                "out",
                new OutputLayer.Builder()
                        .nIn(5)
                        .nOut(CLASSES)
                        .activation(new ActivationSoftmax())
                        .build(),
                "dense");
        ComputationGraph graph = new ComputationGraph(builder.setOutputs("out").build());
        graph.init();
        for (org.deeplearning4j.nn.api.Layer layer : graph.getLayers()) {
            for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
                randomize(parameter.getKey(), parameter.getValue());
            }
        }
        return new Case(graph, shape);
    }

    private GraphBuilder builder() {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("in");
        return isTyped ? builder.setInputTypes(type) : builder;
    }

    /** Values that float32 holds exactly, so that both networks have the same. */
    private void randomize(String name, INDArray parameter) {
        double scale = parameter.rank() > 1 && parameter.size(0) > 1
                ? 1.5 / Math.sqrt(Math.max(1.0, (double) parameter.length() / parameter.size(0)))
                : 0.5;
        boolean spread = name.equals("var") || name.equals("gamma") || name.equals("g");
        double[] values = new double[Math.toIntExact(parameter.length())];
        for (int i = 0; i < values.length; i++) {
            double value = random.nextDouble(-1, 1) * scale;
            values[i] = (float) (spread ? 1 + value / 2 : name.equals("log10stdev") ? value / 4 : value);
        }
        parameter.assign(Nd4j.createFromArray(values).reshape('c', parameter.shape()));
    }
}
