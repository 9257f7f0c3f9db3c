package org.robustness4j.dl4j.coverage;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.ocnn.OCNNParamInitializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.data.InputShape;

/** A network as it is drawn: layers and vertices one behind the other, or behind those that are named. */
final class Sketch {

    private final GraphBuilder builder;
    private final DataType type;
    private String last = "in";
    private int drawn;
    private boolean ended;

    private Sketch(Variant variant, DataType type) {
        this.type = type;
        this.builder = new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(new NoOp())
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(type(variant));
    }

    /** The network with random parameters, which float32 holds exactly, the same for every type. */
    static ComputationGraph network(Variant variant, DataType type, RandomGenerator random) {
        Sketch sketch = new Sketch(variant, type);
        variant.network().accept(sketch);
        if (!sketch.ended) {
            sketch.end(new OutputLayer.Builder()
                    .nOut(3)
                    .activation(new ActivationSoftmax())
                    .build());
        }
        ComputationGraph graph =
                new ComputationGraph(sketch.builder.setOutputs(sketch.last).build());
        graph.init();
        for (org.deeplearning4j.nn.api.Layer layer : graph.getLayers()) {
            for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
                randomize(parameter.getKey(), parameter.getValue(), random);
            }
        }
        for (org.deeplearning4j.nn.graph.vertex.GraphVertex vertex : graph.getVertices()) {
            if (!vertex.hasLayer() && vertex.numParams() > 0) {
                vertex.paramTable(false).forEach((name, parameter) -> randomize(name, parameter, random));
            }
        }
        return graph;
    }

    private static void randomize(String name, INDArray parameter, RandomGenerator random) {
        if (name.equals(OCNNParamInitializer.R_KEY)) {
            return; // the bias of a one-class network, of which its output says nothing
        }
        boolean weights = parameter.rank() > 2 || (parameter.rank() == 2 && !parameter.isVectorOrScalar());
        double scale = weights ? 1.5 / Math.sqrt(Math.max(1.0, (double) parameter.length() / parameter.size(0))) : 0.5;
        for (long i = 0; i < parameter.length(); i++) {
            double value = random.nextDouble(-1, 1) * scale;
            boolean spread = name.equals("var") || name.equals("gamma");
            parameter.putScalar(i, (float) (spread ? 1 + value : name.equals("log10stdev") ? value / 4 : value));
        }
    }

    /** DL4J takes the number of indices for that of the features. */
    private static InputType type(Variant variant) {
        return variant.indices() > 0 ? InputType.feedForward(variant.indices()) : type(variant.shape());
    }

    private static InputType type(InputShape shape) {
        return switch (shape.layout()) {
            case FLAT -> InputType.feedForward(shape.channels());
            case NCHW -> InputType.convolutional(shape.height(), shape.width(), shape.channels(), CNN2DFormat.NCHW);
            case NHWC -> InputType.convolutional(shape.height(), shape.width(), shape.channels(), CNN2DFormat.NHWC);
            case NCW -> InputType.recurrent(shape.channels(), shape.width(), RNNFormat.NCW);
            case NWC -> InputType.recurrent(shape.channels(), shape.width(), RNNFormat.NWC);
            case NCDHW -> volume(shape, Convolution3D.DataFormat.NCDHW);
            case NDHWC -> volume(shape, Convolution3D.DataFormat.NDHWC);
        };
    }

    private static InputType volume(InputShape shape, Convolution3D.DataFormat format) {
        return InputType.convolutional3D(format, shape.depth(), shape.height(), shape.width(), shape.channels());
    }

    /** The type of the numbers, for parts that hold some. */
    DataType type() {
        return type;
    }

    /** What was drawn last, as an input of other parts. */
    String last() {
        return last;
    }

    Sketch layer(Layer layer) {
        String name = next();
        builder.addLayer(name, layer, last);
        last = name;
        return this;
    }

    /** A layer behind a named part. */
    Sketch layer(Layer layer, String input) {
        last = input;
        return layer(layer);
    }

    Sketch layer(InputPreProcessor preprocessor, Layer layer) {
        String name = next();
        builder.addLayer(name, layer, preprocessor, last);
        last = name;
        return this;
    }

    /** A vertex behind what was drawn last, or behind the parts that are named. */
    Sketch vertex(GraphVertex vertex, String... inputs) {
        String name = next();
        builder.addVertex(name, vertex, inputs.length == 0 ? new String[] {last} : inputs);
        last = name;
        return this;
    }

    /** The mean of a sequence, or of an image. */
    Sketch mean() {
        return layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
    }

    /** The mean of a sequence whose channels come last. */
    Sketch meanOfLast() {
        return layer(new GlobalPoolingLayer.Builder(PoolingType.AVG)
                .poolingDimensions(1)
                .build());
    }

    /** A dense layer behind a volume of this size, whose format DL4J does not hand on by itself. */
    Sketch dense(int depth, int height, int width, boolean channelsFirst) {
        return layer(
                new Cnn3DToFeedForwardPreProcessor(depth, height, width, 2, channelsFirst),
                new DenseLayer.Builder().nOut(4).build());
    }

    /** The last layer. */
    Sketch end(Layer layer) {
        ended = true;
        return layer(layer);
    }

    private String next() {
        drawn++;
        return "part" + drawn;
    }
}
