package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.backend.BackendChoice;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Gather;

/** Compiled attention and capsules against DL4J's own float64 inference, and against differences of it. */
class AttentionEquivalenceTests {

    private static final int CONFIGURATIONS = 6;
    private static final int ROWS = 2;
    private static final int CLASSES = 3;
    private static final double TOLERANCE = 1e-4;

    /** Those that DL4J can apply in a recurrent attention, but for softmax. */
    private static final List<Activation> ACTIVATIONS = List.of(
            Activation.TANH,
            Activation.SIGMOID,
            Activation.IDENTITY,
            Activation.RELU,
            Activation.LEAKYRELU,
            Activation.ELU,
            Activation.SOFTSIGN,
            Activation.SOFTPLUS,
            Activation.HARDTANH,
            Activation.GELU,
            Activation.CUBE);

    /** DL4J's network in float64, ours in float32, and the shape of their samples. */
    private record Case(ComputationGraph graph, DifferentiableClassifier compiled, InputShape shape) {}

    @ParameterizedTest
    @MethodSource("attention")
    void attentionIsThatOfDl4j(String kind) throws UntranslatableException {
        for (int i = 0; i < CONFIGURATIONS; i++) {
            RandomGenerator random = new SplittableRandom(1_000L * kind.hashCode() + i);
            check(kind + " " + i, new Sequences(random, i, false).classifier(kind), random);
        }
    }

    @ParameterizedTest
    @MethodSource("attention")
    void stepsThatAreNotThereAreLeftOutAsInDl4j(String kind) throws UntranslatableException {
        for (int i = 0; i < CONFIGURATIONS; i++) {
            RandomGenerator random = new SplittableRandom(2_000L * kind.hashCode() + i);
            check(kind + " with masks " + i, new Sequences(random, i + CONFIGURATIONS, true).masked(kind), random);
        }
    }

    static Stream<String> attention() {
        return Stream.of("self attention", "recurrent attention", "attention vertex")
                .flatMap(kind -> Stream.of(kind, "projected " + kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"primary capsules", "capsules", "stacked capsules"})
    void capsulesAreThoseOfDl4j(String kind) throws UntranslatableException {
        for (int i = 0; i < CONFIGURATIONS; i++) {
            RandomGenerator random = new SplittableRandom(1_000L * kind.hashCode() + i);
            check(kind + " " + i, capsules(random, kind), random);
        }
    }

    @Test
    void networksOfAttentionAndCapsulesAreCompiled() {
        InputType sequences = InputType.recurrent(4, 5, RNNFormat.NCW);
        InputShape sequence = new InputShape(Layout.NCW, 4, 1, 5);
        ListBuilder self = layers(
                        new SelfAttentionLayer.Builder()
                                .nOut(4)
                                .nHeads(2)
                                .projectInput(true)
                                .build(),
                        new RecurrentAttentionLayer.Builder().nOut(3).nHeads(1).build(),
                        new GlobalPoolingLayer(PoolingType.AVG),
                        new OutputLayer.Builder()
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(sequences);
        ListBuilder capsules = layers(
                        new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).build(),
                        new CapsuleLayer.Builder(CLASSES, 4, 3).build(),
                        new CapsuleStrengthLayer.Builder().build(),
                        new ActivationLayer(Activation.SOFTMAX),
                        new LossLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                                .activation(Activation.IDENTITY)
                                .build())
                .setInputType(InputType.convolutional(8, 8, 1));

        assertThat(computedBy(self, sequence)).isEqualTo(new CompiledBackend().name());
        assertThat(computedBy(capsules, new InputShape(Layout.NCHW, 1, 8, 8))).isEqualTo(new CompiledBackend().name());
    }

    @Test
    void projectionsAreTrainedAsTheConvolutionsThatTheyAre() throws UntranslatableException {
        Layer attention = new SelfAttentionLayer.Builder()
                .nOut(4)
                .nHeads(2)
                .projectInput(true)
                .build();
        Layer recurrent =
                new RecurrentAttentionLayer.Builder().nOut(4).nHeads(1).build();
        InputShape shape = new InputShape(Layout.NCW, 4, 1, 5);

        assertThat(ParameterIndex.of(ofSequences(attention), shape)).isNotNull();
        assertThatThrownBy(() -> ParameterIndex.of(ofSequences(recurrent), shape))
                .isInstanceOf(UntranslatableException.class)
                .hasMessage("parameters that are no weights of a dense or convolutional layer");
    }

    private static LogitsGraph ofSequences(Layer attention) {
        Layer output = new OutputLayer.Builder()
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
        ListBuilder layers = layers(attention, new GlobalPoolingLayer(PoolingType.AVG), output)
                .setInputType(InputType.recurrent(4, 5, RNNFormat.NCW));
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return LogitsGraph.forInference(network);
    }

    private static ListBuilder layers(Layer... layers) {
        return new NeuralNetConfiguration.Builder().seed(18).list(layers);
    }

    private static String computedBy(ListBuilder layers, InputShape shape) {
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return BackendChoice.classifier(LogitsGraph.forInference(network), AffineNormalization.none(), shape)
                .computedBy();
    }

    /** Its parameter r is what scores of normal samples lie above; the output itself does not use it. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"IDENTITY", "SIGMOID", "RELU"})
    void theOutputOfAOneClassNetworkIsItsScore(Activation activation) throws UntranslatableException {
        RandomGenerator random = new SplittableRandom(18);
        GraphBuilder builder = builder(InputType.feedForward(5));
        builder.addLayer(
                "dense",
                new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build(),
                "in");
        builder.addLayer(
                "out",
                new OCNNOutputLayer.Builder()
                        .hiddenLayerSize(3)
                        .activation(activation.getActivationFunction())
                        .build(),
                "dense");
        ComputationGraph graph = initialised(builder.setOutputs("out").build(), random);
        Network.Builder network = new Network.Builder(FeatureShape.flat(5));
        VertexOutput input = new VertexOutput(0, Axes.FEATURES);
        VertexOutput dense = new LayerTranslation(network).translate(graph.getLayer("dense"), input);
        new LayerTranslation(network).translate(graph.getLayer("out"), dense);
        DifferentiableClassifier compiled = new CompiledBackend().compile(network.build());

        check("one class, " + activation, new Case(graph, compiled, InputShape.flat(5)), random);
    }

    /** Networks of sequences around one kind of attention. */
    private static final class Sequences {

        private final RandomGenerator random;
        private final int index;
        private final int features;
        private final InputShape shape;
        private final GraphBuilder builder;

        Sequences(RandomGenerator random, int index, boolean masked) {
            this.random = random;
            this.index = index;
            this.features = random.nextInt(1, 5);
            int steps = random.nextInt(1, 8);
            this.shape = new InputShape(Layout.NCW, features, 1, 1, steps, masked, 0);
            this.builder = builder(InputType.recurrent(features, steps, RNNFormat.NCW));
        }

        Case classifier(String kind) throws UntranslatableException {
            String before = "in";
            if (random.nextBoolean()) {
                builder.addLayer("before", convolution(3, features), before);
                before = "before";
            }
            tested(kind, before);
            String behind = "tested";
            if (random.nextBoolean()) {
                builder.addLayer("behind", convolution(3, 3), behind);
                behind = "behind";
            }
            PoolingType[] types = {PoolingType.MAX, PoolingType.AVG, PoolingType.SUM};
            builder.addLayer("pooled", new GlobalPoolingLayer(types[random.nextInt(types.length)]), behind);
            return finished(builder, "pooled", shape, random);
        }

        /** What the attention gives at each step, read as one vector. */
        Case masked(String kind) throws UntranslatableException {
            tested(kind, "in");
            ComputationGraph graph = initialised(builder.setOutputs("tested").build(), random);
            Network.Builder network = new Network.Builder(FeatureShape.flat(shape.features()));
            VertexOutput input =
                    new VertexOutput(part(network, features, 0), Axes.NCW, 1, part(network, 1, shape.maskIndex(0)));
            AttentionTranslation translation = new AttentionTranslation(network);
            VertexOutput output;
            if (graph.getConfiguration().getVertices().get("tested") instanceof AttentionVertex vertex) {
                VertexOutput keys =
                        translation.translate(graph.getLayer("keys"), input).orElseThrow();
                VertexOutput values =
                        translation.translate(graph.getLayer("values"), input).orElseThrow();
                output = translation.translate(
                        vertex, graph.getVertex("tested").paramTable(false), List.of(input, keys, values));
            } else {
                output = translation.translate(graph.getLayer("tested"), input).orElseThrow();
            }
            assertThat(output.mask()).isEqualTo(input.mask());
            network.add(ReshapeGathers.flattened(network.shape(output.node()), Axes.NCW), List.of(output.node()));
            return new Case(graph, new CompiledBackend().compile(network.build()), shape);
        }

        private int part(Network.Builder network, int channels, int from) {
            FeatureShape part = new FeatureShape(channels, 1, shape.width());
            int[] source = IntStream.range(from, from + part.size()).toArray();
            return network.add(new Gather(source, part), List.of(0));
        }

        private void tested(String kind, String before) {
            boolean projected = kind.startsWith("projected");
            int heads = projected ? random.nextInt(1, 4) : 1;
            int headSize = random.nextInt(1, 5);
            int outputs = projected ? 6 : features;
            if (kind.endsWith("vertex")) {
                int keys = projected ? random.nextInt(1, 5) : features;
                int values = projected ? random.nextInt(1, 5) : features;
                builder.addLayer("keys", shape.masked() ? attention(keys) : convolution(1, keys), before);
                builder.addLayer("values", shape.masked() ? attention(values) : convolution(1, values), before);
                AttentionVertex vertex = new AttentionVertex.Builder()
                        .projectInput(projected)
                        .nInQueries(features)
                        .nInKeys(keys)
                        .nInValues(values)
                        .nHeads(heads)
                        .headSize(headSize)
                        .nOut(outputs)
                        .build();
                builder.addVertex("tested", vertex, before, "keys", "values");
            } else if (kind.endsWith("recurrent attention")) {
                RecurrentAttentionLayer layer = new RecurrentAttentionLayer.Builder()
                        .nIn(features)
                        .nOut(outputs)
                        .nHeads(heads)
                        .headSize(headSize)
                        .projectInput(projected)
                        .hasBias(random.nextBoolean())
                        .activation(ACTIVATIONS.get(index % ACTIVATIONS.size()))
                        .build();
                builder.addLayer("tested", layer, before);
            } else {
                SelfAttentionLayer layer = new SelfAttentionLayer.Builder()
                        .nIn(features)
                        .nOut(outputs)
                        .nHeads(heads)
                        .headSize(headSize)
                        .projectInput(projected)
                        .build();
                builder.addLayer("tested", layer, before);
            }
        }

        private Layer attention(int outputs) {
            return new SelfAttentionLayer.Builder()
                    .nIn(features)
                    .nOut(outputs)
                    .nHeads(1)
                    .headSize(2)
                    .projectInput(true)
                    .build();
        }

        private static Layer convolution(int kernel, int filters) {
            return new Convolution1DLayer.Builder(kernel)
                    .convolutionMode(ConvolutionMode.Same)
                    .rnnDataFormat(RNNFormat.NCW)
                    .nOut(filters)
                    .activation(Activation.TANH)
                    .build();
        }
    }

    private static Case capsules(RandomGenerator random, String kind) throws UntranslatableException {
        int channels = random.nextInt(1, 3);
        int height = random.nextInt(3, 6);
        int width = random.nextInt(3, 6);
        GraphBuilder builder = builder(InputType.convolutional(height, width, channels));
        String previous = "in";
        if (random.nextBoolean()) {
            builder.addLayer(
                    "convolution",
                    new ConvolutionLayer.Builder(3, 3)
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(2)
                            .activation(Activation.TANH)
                            .build(),
                    previous);
            previous = "convolution";
        }
        builder.addLayer("primary", primary(random), previous);
        previous = "primary";
        int layers = kind.equals("stacked capsules") ? 2 : kind.equals("capsules") ? 1 : 0;
        for (int i = 0; i < layers; i++) {
            builder.addLayer(
                    "capsules" + i,
                    new CapsuleLayer.Builder(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 5))
                            .hasBias(random.nextBoolean())
                            .build(),
                    previous);
            previous = "capsules" + i;
        }
        Layer last = random.nextBoolean() ? new CapsuleStrengthLayer() : new GlobalPoolingLayer(PoolingType.AVG);
        builder.addLayer("strength", last, previous);
        builder.addLayer(
                "dense",
                new DenseLayer.Builder().nOut(4).activation(Activation.ELU).build(),
                "strength");
        return finished(builder, "dense", new InputShape(Layout.NCHW, channels, height, width), random);
    }

    private static Layer primary(RandomGenerator random) {
        boolean same = random.nextBoolean();
        PrimaryCapsules.Builder builder = new PrimaryCapsules.Builder(random.nextInt(1, 5), random.nextInt(1, 4))
                .kernelSize(random.nextInt(1, 4), random.nextInt(1, 4))
                .stride(random.nextInt(1, 3), random.nextInt(1, 3))
                .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .padding(same ? 0 : random.nextInt(2), same ? 0 : random.nextInt(2))
                .hasBias(random.nextBoolean());
        return switch (random.nextInt(3)) {
            case 0 -> builder.useReLU().build();
            case 1 -> builder.useLeakyReLU(0.2).build();
            default -> builder.build();
        };
    }

    private static GraphBuilder builder(InputType input) {
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(input);
    }

    private static Case finished(GraphBuilder builder, String previous, InputShape shape, RandomGenerator random)
            throws UntranslatableException {
        builder.addLayer(
                "out",
                new OutputLayer.Builder()
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build(),
                previous);
        ComputationGraph graph = initialised(builder.setOutputs("out").build(), random);
        LogitsGraph logits = LogitsGraph.forInference(graph);
        DifferentiableClassifier compiled = new TranslatedClassifier(
                new CompiledBackend().compile(NetworkTranslation.translate(logits.graph(), shape)),
                AffineNormalization.none(),
                logits.output());
        return new Case(logits.graph(), compiled, shape);
    }

    private static ComputationGraph initialised(ComputationGraphConfiguration configuration, RandomGenerator random) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        INDArray parameters = graph.params();
        for (long i = 0; i < parameters.length(); i++) {
            // float32 holds them exactly, so that both networks have the same
            parameters.putScalar(i, (float) random.nextDouble(-0.8, 0.8));
        }
        return graph;
    }

    private static void check(String what, Case network, RandomGenerator random) {
        Matrix batch = batch(random, network.shape());
        Matrix upstream = random(random, ROWS, network.compiled().classes());
        String description = what + "\n" + network.graph().getConfiguration().toJson();

        assertThat(largestDifference(
                        network.compiled().logits(batch).values(),
                        logits(network.graph(), network.shape(), rows(batch))))
                .as("logits of %s", description)
                .isLessThan(TOLERANCE);
        Matrix gradient = gradient(network.compiled(), batch, upstream);
        assertThat(largestDifference(gradient.values(), differences(network.graph(), network.shape(), batch, upstream)))
                .as("gradients of %s", description)
                .isLessThan(TOLERANCE);
        assertThat(alone(network.compiled(), batch, upstream))
                .as("the last sample of %s, alone", description)
                .containsExactly(
                        Arrays.copyOfRange(gradient.values(), (ROWS - 1) * batch.columns(), gradient.values().length));
    }

    private static Matrix gradient(DifferentiableClassifier classifier, Matrix batch, Matrix upstream) {
        try (ForwardPass pass = classifier.forward(batch)) {
            return pass.backward(upstream);
        }
    }

    private static float[] alone(DifferentiableClassifier classifier, Matrix batch, Matrix upstream) {
        return gradient(classifier, last(batch), last(upstream)).values();
    }

    private static Matrix last(Matrix batch) {
        float[] values =
                Arrays.copyOfRange(batch.values(), (batch.rows() - 1) * batch.columns(), batch.values().length);
        return new Matrix(1, batch.columns(), values);
    }

    /** Samples of different lengths, where there are masks; what is missing has values all the same. */
    private static Matrix batch(RandomGenerator random, InputShape shape) {
        Matrix batch = random(random, ROWS, shape.features());
        for (int row = 0; shape.masked() && row < ROWS; row++) {
            int length = random.nextInt(1, shape.width() + 1);
            for (int step = 0; step < shape.width(); step++) {
                batch.values()[row * shape.features() + shape.maskIndex(step)] = step < length ? 1 : 0;
            }
        }
        return batch;
    }

    private static double[][] rows(Matrix batch) {
        double[][] rows = new double[batch.rows()][batch.columns()];
        for (int row = 0; row < batch.rows(); row++) {
            for (int j = 0; j < batch.columns(); j++) {
                rows[row][j] = batch.get(row, j);
            }
        }
        return rows;
    }

    /** DL4J's logits, one sample behind the other. */
    private static double[] logits(ComputationGraph graph, InputShape shape, double[][] rows) {
        double[] values = new double[rows.length * shape.values()];
        INDArray mask = shape.masked() ? Nd4j.create(DataType.DOUBLE, rows.length, shape.width()) : null;
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, values, row * shape.values(), shape.values());
            for (int step = 0; mask != null && step < shape.width(); step++) {
                mask.putScalar(row, step, rows[row][shape.maskIndex(step)]);
            }
        }
        INDArray input = Nd4j.createFromArray(values).reshape('c', shape.batch(rows.length));
        INDArray[] masks = mask == null ? null : new INDArray[] {mask};
        INDArray output = graph.output(false, new INDArray[] {input}, masks)[0];
        return output.dup('c').data().asDouble();
    }

    /** Central differences with respect to the values of a sample; a mask has no gradient. */
    private static double[] differences(ComputationGraph graph, InputShape shape, Matrix batch, Matrix upstream) {
        double step = 1e-6;
        int features = shape.features();
        double[] result = new double[batch.rows() * features];
        for (int row = 0; row < batch.rows(); row++) {
            double[][] moved = new double[2 * shape.values()][];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = rows(batch)[row].clone();
                moved[i][i / 2] += i % 2 == 0 ? step : -step;
            }
            double[] logits = logits(graph, shape, moved);
            for (int j = 0; j < shape.values(); j++) {
                int classes = upstream.columns();
                for (int k = 0; k < classes; k++) {
                    double change = logits[2 * j * classes + k] - logits[(2 * j + 1) * classes + k];
                    result[row * features + j] += upstream.get(row, k) * change / (2 * step);
                }
            }
        }
        return result;
    }

    /** As a share of the largest value. */
    private static double largestDifference(float[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isFinite();
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return largest == 0 ? difference : difference / largest;
    }

    private static Matrix random(RandomGenerator random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return new Matrix(rows, columns, values);
    }
}
