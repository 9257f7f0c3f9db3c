package org.robustness4j.dl4j.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.robustness4j.dl4j.layerwise.BatchGradients.gradient;
import static org.robustness4j.dl4j.layerwise.BatchGradients.moved;
import static org.robustness4j.dl4j.layerwise.BatchGradients.values;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.dl4j.network.InferenceLayers;
import org.robustness4j.model.DifferentiableClassifier;

/** Layers inside of others, and layers made with SameDiff, in float64: gradients against central differences of the logits. */
class LayerwiseGradientTests {

    private static final int ROWS = 4;
    private static final float STEP = 1f / 256;
    private static final InputShape FLAT = InputShape.flat(8);
    private static final InputShape SEQUENCE = new InputShape(Layout.NCW, 4, 1, 6);
    private static final InputShape IMAGE = new InputShape(Layout.NCHW, 1, 6, 6);
    private static final InputType VECTORS = InputType.feedForward(8);
    private static final InputType SEQUENCES = InputType.recurrent(4, 6, RNNFormat.NCW);
    private static final InputType IMAGES = InputType.convolutional(6, 6, 1);

    private record Case(String name, InputShape shape, Supplier<Model> network) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> bidirectional() {
        return Stream.concat(
                Stream.of(Mode.values())
                        .map(mode -> sequence(
                                "dropout and drop connect inside, " + mode,
                                new Bidirectional(mode, noisy()),
                                pooling(),
                                softmax())),
                Stream.of(
                        sequence(
                                "simple recurrent layer inside",
                                new Bidirectional(new SimpleRnn.Builder()
                                        .nOut(5)
                                        .activation(Activation.TANH)
                                        .dropOut(0.5)
                                        .build()),
                                pooling(),
                                softmax()),
                        sequence(
                                "one behind the other",
                                new Bidirectional(noisy()),
                                new Bidirectional(noisy()),
                                pooling(),
                                softmax()),
                        sequence("frozen", new FrozenLayer(new Bidirectional(noisy())), pooling(), softmax()),
                        new Case(
                                "in a graph",
                                SEQUENCE,
                                () -> graph(
                                        SEQUENCES, builder -> builder.addLayer("both", new Bidirectional(noisy()), "in")
                                                .addVertex("last", new LastTimeStepVertex("in"), "both")
                                                .addLayer("out", softmax(), "last"))),
                        new Case("frozen vertex of a graph", SEQUENCE, LayerwiseGradientTests::withFrozenVertex)));
    }

    /** Dropout and drop connect lie in the innermost layer. */
    static Stream<Case> wrapped() {
        return Stream.of(
                sequence("last step", new LastTimeStep(noisy()), softmax()),
                sequence("last step of a frozen layer", new LastTimeStep(new FrozenLayer(noisy())), softmax()),
                sequence("frozen last step", new FrozenLayer(new LastTimeStep(noisy())), softmax()),
                sequence("last step of both directions", new LastTimeStep(new Bidirectional(noisy())), softmax()),
                sequence("masked steps", new MaskZeroLayer(noisy(), 0), pooling(), softmax()),
                sequence("last masked step", new LastTimeStep(new MaskZeroLayer(noisy(), 0)), softmax()),
                sequence(
                        "masked in both directions",
                        new Bidirectional(new MaskZeroLayer(noisy(), 0)),
                        pooling(),
                        softmax()),
                sequence("dense at each step", new TimeDistributed(noisyDense()), pooling(), softmax()),
                sequence("frozen dense at each step", new TimeDistributed(frozen(noisyDense())), pooling(), softmax()));
    }

    private static Layer frozen(Layer layer) {
        return new FrozenLayerWithBackprop(layer);
    }

    private static DenseLayer noisyDense() {
        DenseLayer layer = dense();
        layer.setIDropout(new Dropout(0.5));
        return layer;
    }

    static Stream<Case> sameDiff() {
        return Stream.of(
                vectors("lambda layer", dense(), new Twice(), softmax()),
                vectors("lambda layer on the input", new Twice(), softmax()),
                vectors("two lambda layers", dense(), new Twice(), new Twice(), softmax()),
                vectors("layer that is its input", dense(), new Nothing(), softmax()),
                vectors("layer with a shortcut and weights inside", dense(), new Residual(), softmax()),
                sequence("self attention", attention(), pooling(), softmax()),
                sequence(
                        "recurrent attention",
                        new RecurrentAttentionLayer.Builder()
                                .nOut(5)
                                .nHeads(1)
                                .headSize(3)
                                .projectInput(true)
                                .activation(Activation.TANH)
                                .hasBias(true)
                                .build(),
                        pooling(),
                        softmax()),
                images(
                        "locally connected",
                        new LocallyConnected2D.Builder()
                                .kernelSize(3, 3)
                                .nOut(2)
                                .activation(Activation.TANH)
                                .build(),
                        softmax()),
                images(
                        "capsules",
                        new PrimaryCapsules.Builder(4, 3)
                                .kernelSize(3, 3)
                                .stride(2, 2)
                                .build(),
                        new CapsuleLayer.Builder(3, 4, 2).build(),
                        new CapsuleStrengthLayer.Builder().build(),
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build()),
                new Case(
                        "lambda layer beside a shortcut",
                        FLAT,
                        () -> graph(VECTORS, builder -> builder.addLayer("dense", dense(), "in")
                                .addLayer("lambda", new Twice(), "dense")
                                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "lambda", "dense")
                                .addLayer("out", softmax(), "sum"))),
                new Case(
                        "lambda vertex of two inputs, beside a shortcut",
                        FLAT,
                        () -> graph(VECTORS, builder -> builder.addLayer("one", dense(), "in")
                                .addLayer("other", dense(), "in")
                                .addVertex("product", new Product(), "one", "other")
                                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "product", "one")
                                .addLayer("out", softmax(), "sum"))),
                new Case(
                        "attention vertex",
                        SEQUENCE,
                        () -> graph(SEQUENCES, builder -> builder.addVertex(
                                        "attention",
                                        new AttentionVertex.Builder()
                                                .nInKeys(4)
                                                .nInValues(4)
                                                .nInQueries(4)
                                                .nOut(6)
                                                .nHeads(2)
                                                .headSize(3)
                                                .projectInput(true)
                                                .build(),
                                        "in",
                                        "in",
                                        "in")
                                .addLayer("pool", pooling(), "attention")
                                .addLayer("out", softmax(), "pool"))));
    }

    @ParameterizedTest
    @MethodSource({"bidirectional", "wrapped", "sameDiff"})
    void gradientsAreThoseOfCentralDifferences(Case network) {
        DifferentiableClassifier classifier = (DifferentiableClassifier)
                Dl4jNetwork.of(network.network().get()).classifier(network.shape());
        Matrix batch = random(network.shape().features(), 11);
        Matrix upstream = random(classifier.classes(), 13);
        Matrix gradient = gradient(classifier, batch, upstream);
        double difference = 0;
        double length = 0;
        for (int f = 0; f < batch.columns(); f++) {
            Matrix above = moved(batch, f, STEP);
            Matrix below = moved(batch, f, -STEP);
            double[] high = values(classifier, above, upstream);
            double[] low = values(classifier, below, upstream);
            for (int i = 0; i < ROWS; i++) {
                double expected = (high[i] - low[i]) / ((double) above.get(i, f) - below.get(i, f));
                difference += Math.pow(gradient.get(i, f) - expected, 2);
                length += expected * expected;
            }
        }

        assertThat(length).isPositive();
        assertThat(Math.sqrt(difference / length)).isLessThan(2e-3);
    }

    @ParameterizedTest
    @MethodSource("bidirectional")
    void gradientsAreTheSameTwiceAndInAFork(Case network) {
        DifferentiableClassifier classifier = (DifferentiableClassifier)
                Dl4jNetwork.of(network.network().get()).classifier(network.shape());
        Matrix batch = random(network.shape().features(), 11);
        Matrix upstream = random(classifier.classes(), 13);
        float[] first = gradient(classifier, batch, upstream).values();

        assertThat(gradient(classifier, batch, upstream).values()).isEqualTo(first);
        assertThat(gradient(classifier.fork(), batch, upstream).values()).isEqualTo(first);
    }

    @Test
    void theUsersOwnNetworkKeepsItsDropout() {
        MultiLayerNetwork network =
                (MultiLayerNetwork) sequence("noisy", new Bidirectional(noisy()), pooling(), softmax())
                        .network()
                        .get();
        String before = network.getLayerWiseConfigurations().toJson();

        Dl4jNetwork.of(network).classifier(SEQUENCE);

        assertThat(network.getLayerWiseConfigurations().toJson()).isEqualTo(before);
        assertThat(((Bidirectional) network.getLayer(0).conf().getLayer())
                        .getFwd()
                        .getIDropout())
                .isNotNull();
    }

    @Test
    void aLayerOfTheUsersThatHoldsAnotherIsRefusedByName() {
        Layer holder = new Holder(new DenseLayer.Builder().nIn(2).nOut(2).build());

        assertThatThrownBy(() -> new InferenceLayers("network").rewrite(holder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a layer of the kind Holder");
    }

    /** Counted once, as it is: the gradient of x is the one it is given. */
    @Test
    void theGradientOfALayerThatIsItsInputIsTheOneItIsGiven() {
        MultiLayerNetwork network = network(
                InputType.feedForward(2),
                new Nothing(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build());
        network.getLayer(1).setParam("W", Nd4j.create(new double[][] {{3, 0}, {0, 5}}));
        DifferentiableClassifier classifier =
                (DifferentiableClassifier) Dl4jNetwork.of(network).classifier(InputShape.flat(2));

        Matrix gradient =
                gradient(classifier, new Matrix(1, 2, new float[] {1, 2}), new Matrix(1, 2, new float[] {1, -1}));

        assertThat(gradient.get(0, 0)).isCloseTo(3, within(1e-6f));
        assertThat(gradient.get(0, 1)).isCloseTo(-5, within(1e-6f));
    }

    private static Matrix random(int columns, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] values = new float[ROWS * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-0.9, 0.9);
        }
        return new Matrix(ROWS, columns, values);
    }

    private static Case vectors(String name, Layer... layers) {
        return new Case(name, FLAT, () -> network(VECTORS, layers));
    }

    private static Case sequence(String name, Layer... layers) {
        return new Case(name, SEQUENCE, () -> network(SEQUENCES, layers));
    }

    private static Case images(String name, Layer... layers) {
        return new Case(name, IMAGE, () -> network(IMAGES, layers));
    }

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(17)
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.XAVIER)
                .updater(new NoOp());
    }

    private static MultiLayerNetwork network(InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = builder().list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(input).build());
        network.init();
        return network;
    }

    private static ComputationGraph graph(InputType input, UnaryOperator<GraphBuilder> vertices) {
        ComputationGraph graph = new ComputationGraph(
                vertices.apply(builder().graphBuilder().addInputs("in").setInputTypes(input))
                        .setOutputs("out")
                        .build());
        graph.init();
        return graph;
    }

    private static ComputationGraph withFrozenVertex() {
        ComputationGraphConfiguration configuration = graph(
                        SEQUENCES, builder -> builder.addLayer("both", new Bidirectional(noisy()), "in")
                                .addVertex("last", new LastTimeStepVertex("in"), "both")
                                .addLayer("out", softmax(), "last"))
                .getConfiguration();
        configuration.getVertices().computeIfPresent("both", (name, vertex) -> new FrozenVertex(vertex));
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    /** With its own initialisation, which layers inside of wrappers do not get from the network. */
    private static LSTM noisy() {
        return new LSTM.Builder()
                .nOut(5)
                .activation(Activation.TANH)
                .weightInit(WeightInit.XAVIER)
                .updater(new NoOp())
                .dropOut(0.5)
                .weightNoise(new DropConnect(0.5))
                .build();
    }

    private static SelfAttentionLayer attention() {
        return new SelfAttentionLayer.Builder()
                .nOut(4)
                .nHeads(2)
                .headSize(3)
                .projectInput(true)
                .build();
    }

    private static DenseLayer dense() {
        return new DenseLayer.Builder()
                .nOut(6)
                .activation(Activation.TANH)
                .weightInit(WeightInit.XAVIER)
                .updater(new NoOp())
                .build();
    }

    private static GlobalPoolingLayer pooling() {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
    }

    private static OutputLayer softmax() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** {@code tanh(2 x)}. */
    static final class Twice extends SameDiffLambdaLayer {

        @Override
        public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
            return sameDiff.math().tanh(input.mul(2));
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return input;
        }
    }

    /** {@code x}. */
    static final class Nothing extends SameDiffLambdaLayer {

        @Override
        public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
            return input;
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return input;
        }
    }

    /** {@code x + tanh(x W)}. */
    static final class Residual extends SameDiffLayer {

        @Override
        public void defineParameters(SDLayerParams parameters) {
            parameters.addWeightParam("W", 6, 6);
        }

        @Override
        public void initializeParameters(Map<String, INDArray> parameters) {
            Objects.requireNonNull(parameters.get("W"))
                    .assign(Nd4j.rand(DataType.DOUBLE, 6, 6).subi(0.5));
        }

        @Override
        public SDVariable defineLayer(
                SameDiff sameDiff, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
            return input.add(sameDiff.math().tanh(input.mmul(parameters.get("W"))));
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return input;
        }
    }

    /** The product of two inputs. */
    public static final class Product extends SameDiffLambdaVertex {

        @Override
        public SDVariable defineVertex(SameDiff sameDiff, VertexInputs inputs) {
            return inputs.getInput(0).mul(inputs.getInput(1));
        }

        @Override
        public InputType getOutputType(int index, InputType... inputs) {
            return inputs[0];
        }
    }

    /** A layer of a user's that runs another one. */
    static final class Holder extends SameDiffLambdaLayer {

        @SuppressWarnings("UnusedVariable") // found by looking
        private final Layer inner;

        Holder(Layer inner) {
            this.inner = inner;
        }

        @Override
        public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
            return input;
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return input;
        }
    }
}
