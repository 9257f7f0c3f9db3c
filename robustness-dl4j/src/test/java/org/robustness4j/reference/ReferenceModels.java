package org.robustness4j.reference;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.dl4j.Dl4jNetwork;

/** The networks that other libraries were measured on, with the weights they were measured with. */
public final class ReferenceModels {

    private ReferenceModels() {}

    /** Conv 5x5x10, pool, conv 5x5x20, pool, dense 100, softmax 10. */
    public static MultiLayerNetwork mnistCnn() {
        return mnistCnn("weights");
    }

    /** The same network after training against PGD in LINF with epsilon 0.1. */
    public static MultiLayerNetwork adversariallyTrained() {
        return mnistCnn("weights-adversarially-trained");
    }

    /** The same network after training with a penalty on its input gradients. */
    public static MultiLayerNetwork gradientRegularised() {
        return mnistCnn("weights-gradient-regularised");
    }

    private static MultiLayerNetwork mnistCnn(String file) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(10).build())
                .layer(maxPooling())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(20).build())
                .layer(maxPooling())
                .layer(new DenseLayer.Builder().nOut(100).build())
                .layer(softmax(10))
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();
        Npz weights = new Npz("/reference/seed-cnn/" + file + ".npz");
        String[] names = {"conv1", null, "conv2", null, "dense1", "output"};
        for (int i = 0; i < names.length; i++) {
            if (names[i] != null) {
                network.setParam(i + "_W", weights.array(names[i] + "_W"));
                network.setParam(i + "_b", weights.array(names[i] + "_b").reshape(1, -1));
            }
        }
        return network;
    }

    /** The same network as a graph. */
    public static ComputationGraph mnistCnnGraph() {
        return mnistCnn().toComputationGraph();
    }

    /** ResNet-8 for CIFAR-10 behind its normaliser, (x - 0.5) / 0.25. */
    public static Dl4jNetwork cifarResnet() {
        NormalizerStandardize normalizer =
                new NormalizerStandardize(Nd4j.valueArrayOf(1, 3, 0.5), Nd4j.valueArrayOf(1, 3, 0.25));
        return Dl4jNetwork.of(cifarResnetGraph(), normalizer);
    }

    static ComputationGraph cifarResnetGraph() {
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(32, 32, 3));
        addConvolution(builder, "stem_conv", "stem_bn", "in", 16, 3, 1);
        addRelu(builder, "stem", "stem_bn");
        addBlock(builder, "block1", "stem", 16, 1);
        addBlock(builder, "block2", "block1", 32, 2);
        addBlock(builder, "block3", "block2", 64, 2);
        builder.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "block3")
                .addLayer("output", softmax(10), "pool")
                .setOutputs("output");
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        setWeights(graph);
        return graph;
    }

    private static void addBlock(
            ComputationGraphConfiguration.GraphBuilder builder, String name, String input, int channels, int stride) {
        addConvolution(builder, name + "_conv1", name + "_bn1", input, channels, 3, stride);
        addRelu(builder, name + "_relu1", name + "_bn1");
        addConvolution(builder, name + "_conv2", name + "_bn2", name + "_relu1", channels, 3, 1);
        String shortcut = input;
        if (stride > 1) {
            shortcut = name + "_shortcut_bn";
            addConvolution(builder, name + "_shortcut_conv", shortcut, input, channels, 1, stride);
        }
        builder.addVertex(name + "_sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "_bn2", shortcut);
        addRelu(builder, name, name + "_sum");
    }

    private static void addConvolution(
            ComputationGraphConfiguration.GraphBuilder builder,
            String convolution,
            String normalization,
            String input,
            int channels,
            int kernel,
            int stride) {
        int padding = kernel / 2;
        builder.addLayer(
                convolution,
                new ConvolutionLayer.Builder(kernel, kernel)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .nOut(channels)
                        .build(),
                input);
        builder.addLayer(
                normalization,
                new BatchNormalization.Builder()
                        .eps(1e-5)
                        .useLogStd(false)
                        .nOut(channels)
                        .build(),
                convolution);
    }

    private static void addRelu(ComputationGraphConfiguration.GraphBuilder builder, String name, String input) {
        builder.addLayer(
                name, new ActivationLayer.Builder().activation(Activation.RELU).build(), input);
    }

    private static void setWeights(ComputationGraph graph) {
        Npz weights = new Npz("/reference/cifar-resnet8/weights.npz");
        graph.paramTable().forEach((key, parameter) -> {
            parameter.assign(weights.array(key).reshape(parameter.shape()));
        });
    }

    private static SubsamplingLayer maxPooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }

    private static OutputLayer softmax(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
