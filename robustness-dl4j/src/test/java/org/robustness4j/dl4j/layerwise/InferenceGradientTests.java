package org.robustness4j.dl4j.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.robustness4j.dl4j.layerwise.BatchGradients.gradient;
import static org.robustness4j.dl4j.layerwise.BatchGradients.moved;
import static org.robustness4j.dl4j.layerwise.BatchGradients.values;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Networks of many kinds in float64: our logits against the network's own output, our gradients against differences. */
class InferenceGradientTests {

    private static final int ROWS = 6;
    private static final InputShape FLAT = InputShape.flat(12);
    private static final InputShape NCHW = new InputShape(Layout.NCHW, 2, 8, 6);
    private static final InputShape NHWC = new InputShape(Layout.NHWC, 2, 8, 6);

    private record Case(String name, InputShape shape, Supplier<Model> network) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> networks() {
        return Stream.of(
                new Case("dense, softmax", FLAT, () -> flat(dense(Activation.TANH), output())),
                new Case("one sigmoid output", FLAT, () -> flat(dense(Activation.TANH), binaryOutput())),
                new Case("identity outputs", FLAT, () -> flat(dense(Activation.ELU), identityOutput())),
                new Case("loss layer with softmax", FLAT, () -> flat(dense(3, Activation.IDENTITY), lossLayer())),
                new Case(
                        "softmax before a loss layer that passes it on, as from Keras",
                        FLAT,
                        () -> flat(dense(Activation.TANH), dense(3, Activation.SOFTMAX), identityLossLayer())),
                new Case("graph that passes its softmax on", FLAT, InferenceGradientTests::kerasGraph),
                new Case(
                        "dropout before, inside and as a layer",
                        FLAT,
                        () -> flat(
                                new DenseLayer.Builder()
                                        .nOut(9)
                                        .activation(Activation.TANH)
                                        .dropOut(0.5)
                                        .build(),
                                new DropoutLayer(0.5),
                                new OutputLayer.Builder(LossFunction.MCXENT)
                                        .nOut(3)
                                        .activation(Activation.SOFTMAX)
                                        .dropOut(0.7)
                                        .build())),
                new Case(
                        "drop connect",
                        FLAT,
                        () -> flat(
                                new DenseLayer.Builder()
                                        .nOut(9)
                                        .activation(Activation.TANH)
                                        .weightNoise(new DropConnect(0.5))
                                        .build(),
                                output())),
                new Case(
                        "randomised ReLU",
                        FLAT,
                        () -> flat(
                                new DenseLayer.Builder()
                                        .nOut(9)
                                        .activation(new ActivationRReLU())
                                        .build(),
                                output())),
                new Case("frozen layer", FLAT, () -> flat(new FrozenLayer(dense(Activation.SIGMOID)), output())),
                new Case(
                        "batch normalisation of features",
                        FLAT,
                        () -> flat(dense(Activation.TANH), normalization(true), output())),
                new Case(
                        "batch normalisation with stored variance",
                        FLAT,
                        () -> flat(dense(Activation.TANH), normalization(false), output())),
                new Case(
                        "activation layer that computes in place",
                        FLAT,
                        () -> flat(
                                dense(Activation.IDENTITY),
                                new ActivationLayer(Activation.TANH),
                                new ActivationLayer(Activation.SOFTPLUS),
                                output())),
                new Case(
                        "parametric ReLU",
                        FLAT,
                        () -> flat(
                                dense(Activation.IDENTITY),
                                new PReLULayer.Builder().inputShape(9).build(),
                                output())),
                new Case("convolutions, NCHW", NCHW, () -> images(CNN2DFormat.NCHW)),
                new Case("convolutions, NHWC", NHWC, () -> images(CNN2DFormat.NHWC)),
                new Case("graph with shortcut and merge", NCHW, InferenceGradientTests::graph));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void logitsAreThoseOfTheNetworksOwnOutput(Case network) {
        AdaptedModel model = Dl4jNetwork.of(network.network().get());
        Matrix batch = batch(network.shape());
        Matrix logits = model.classifier(network.shape()).logits(batch);
        Matrix scores = model.predictor(network.shape()).scores(batch);

        for (int i = 0; i < ROWS; i++) {
            float[] expected = network.name().startsWith("identity") ? logits.row(i) : softmax(logits.row(i));
            for (int j = 0; j < expected.length; j++) {
                assertThat(scores.get(i, j)).isCloseTo(expected[j], within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void logitsAreTheSameTwiceAndInAFork(Case network) {
        DifferentiableClassifier classifier = classifier(network);
        Matrix batch = batch(network.shape());
        float[] first = classifier.logits(batch).values();
        gradient(classifier, batch, upstream(classifier.classes()));

        assertThat(classifier.logits(batch).values()).isEqualTo(first);
        assertThat(classifier.fork().logits(batch).values()).isEqualTo(first);
    }

    /** Central differences of a float64 network; its float32 logits are summed in float64. All layers are smooth: a step across a kink has no gradient. */
    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreThoseOfFiniteDifferences(Case network) {
        DifferentiableClassifier classifier = classifier(network);
        Matrix batch = batch(network.shape());
        Matrix upstream = upstream(classifier.classes());
        Matrix gradient = gradient(classifier, batch, upstream);
        float step = 2e-3f;
        double difference = 0;
        double length = 0;
        for (int f = 0; f < network.shape().features(); f++) {
            double[] above = values(classifier, moved(batch, f, step), upstream);
            double[] below = values(classifier, moved(batch, f, -step), upstream);
            for (int i = 0; i < ROWS; i++) {
                double width = (double) moved(batch, f, step).get(i, f)
                        - moved(batch, f, -step).get(i, f);
                double expected = (above[i] - below[i]) / width;
                difference += Math.pow(gradient.get(i, f) - expected, 2);
                length += expected * expected;
            }
        }
        assertThat(length).isPositive();
        assertThat(Math.sqrt(difference / length)).isLessThan(1e-2);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void anAttackLeavesTheParametersAsTheyAre(Case network) {
        Model model = network.network().get();
        double[] before = model.params().toDoubleVector();
        String configuration = configuration(model);
        AdaptedModel adapted = Dl4jNetwork.of(model);
        String hash = adapted.identity().sha256();
        Samples samples = new Samples(network.shape(), batch(network.shape()), new int[ROWS]);
        Domain domain = Domain.range(-1, 1);

        new Pgd(5, StepSize.ofEpsilon(0.25), 1)
                .run(
                        adapted.classifier(network.shape()),
                        samples,
                        ThreatModel.untargeted(Norm.LINF, 0.1, domain),
                        RunOptions.seed(1));
        adapted.predictor(network.shape()).scores(samples.inputs());

        assertThat(model.params().toDoubleVector()).isEqualTo(before);
        assertThat(configuration(model)).isEqualTo(configuration);
        assertThat(adapted.identity().sha256()).isEqualTo(hash).hasSize(64);
    }

    @Test
    void modelsOfOtherWeightsHaveOtherHashes() {
        Model one = flat(dense(Activation.TANH), output());
        Model other = flat(dense(Activation.TANH), output());
        other.params().putScalar(0, other.params().getDouble(0) + 1e-3);

        assertThat(Dl4jNetwork.of(one).identity().sha256())
                .isNotEqualTo(Dl4jNetwork.of(other).identity().sha256());
    }

    private static String configuration(Model model) {
        return model instanceof ComputationGraph graph
                ? graph.getConfiguration().toJson()
                : ((MultiLayerNetwork) model).getLayerWiseConfigurations().toJson();
    }

    private static DifferentiableClassifier classifier(Case network) {
        return (DifferentiableClassifier)
                Dl4jNetwork.of(network.network().get()).classifier(network.shape());
    }

    private static Matrix batch(InputShape shape) {
        return random(ROWS, shape.features(), 11);
    }

    private static Matrix upstream(int classes) {
        return random(ROWS, classes, 13);
    }

    private static Matrix random(int rows, int columns, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-0.9, 0.9);
        }
        return new Matrix(rows, columns, values);
    }

    private static float[] softmax(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        float[] probabilities = new float[logits.length];
        for (int j = 0; j < logits.length; j++) {
            probabilities[j] = (float) (Math.exp(logits[j]) / sum);
        }
        return probabilities;
    }

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(17)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp());
    }

    private static MultiLayerNetwork flat(Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = builder().list();
        Arrays.stream(layers).forEach(list::layer);
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.feedForward(12)).build());
        network.init();
        trained(network);
        return network;
    }

    private static MultiLayerNetwork images(CNN2DFormat format) {
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .activation(Activation.TANH)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .padding(1, 1)
                        .dataFormat(format)
                        .build())
                .layer(new BatchNormalization.Builder().dataFormat(format).build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .dataFormat(format)
                        .build())
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(3)
                        .stride(2, 1)
                        .dilation(1, 1)
                        .dataFormat(format)
                        .build())
                .layer(new DenseLayer.Builder().nOut(7).build())
                .layer(output())
                .setInputType(InputType.convolutional(8, 6, 2, format))
                .build());
        network.init();
        trained(network);
        return network;
    }

    private static ComputationGraph graph() {
        ComputationGraphConfiguration configuration = builder()
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 6, 2))
                .addLayer(
                        "first",
                        new ConvolutionLayer.Builder(3, 3).nOut(4).padding(1, 1).build(),
                        "in")
                .addLayer("norm", new BatchNormalization.Builder().build(), "first")
                .addLayer(
                        "second",
                        new ConvolutionLayer.Builder(3, 3).nOut(4).padding(1, 1).build(),
                        "norm")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "second", "norm")
                .addLayer("act", new ActivationLayer(Activation.SIGMOID), "sum")
                .addVertex("merge", new MergeVertex(), "act", "first", "sum")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "merge")
                .addLayer("out", output(), "pool")
                .setOutputs("out")
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        trained(graph);
        return graph;
    }

    /** Gives every parameter a value that matters, the running statistics of batch normalisation among them. */
    private static void trained(Model network) {
        RandomGenerator random = new SplittableRandom(23);
        network.paramTable().forEach((name, parameter) -> {
            boolean positive = name.endsWith("_var") || name.endsWith("gamma");
            INDArray values = Nd4j.create(
                    random.doubles(parameter.length(), positive ? 0.5 : -0.6, positive ? 1.5 : 0.6)
                            .toArray(),
                    parameter.shape());
            parameter.assign(values);
        });
    }

    private static DenseLayer dense(Activation activation) {
        return dense(9, activation);
    }

    private static DenseLayer dense(int outputs, Activation activation) {
        return new DenseLayer.Builder().nOut(outputs).activation(activation).build();
    }

    private static BatchNormalization normalization(boolean logStd) {
        return new BatchNormalization.Builder().useLogStd(logStd).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static OutputLayer binaryOutput() {
        return new OutputLayer.Builder(LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build();
    }

    private static OutputLayer identityOutput() {
        return new OutputLayer.Builder(LossFunction.HINGE)
                .nOut(4)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static ComputationGraph kerasGraph() {
        ComputationGraph graph = new ComputationGraph(builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(12))
                .addLayer("hidden", dense(Activation.TANH), "in")
                .addLayer("softmax", dense(3, Activation.SOFTMAX), "hidden")
                .addLayer("loss", identityLossLayer(), "softmax")
                .setOutputs("loss")
                .build());
        graph.init();
        trained(graph);
        return graph;
    }

    private static LossLayer identityLossLayer() {
        return new LossLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static LossLayer lossLayer() {
        return new LossLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
