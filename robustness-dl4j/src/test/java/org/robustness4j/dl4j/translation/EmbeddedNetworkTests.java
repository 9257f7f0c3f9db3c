package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.query.Square;
import org.robustness4j.attack.token.TokenSubstitution;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.EmbeddedClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Gradients of vectors are held to differences of DL4J's own forward pass, in float64, when a vector changes. */
class EmbeddedNetworkTests {

    private static final int VOCABULARY = 12;
    private static final int LENGTH = 6;
    private static final int WIDTH = 5;

    private static MultiLayerNetwork layers(InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().seed(7).biasInit(0.3).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(input).build());
        network.init();
        return network;
    }

    private static OutputLayer softmax() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }

    private static EmbeddingLayer single(boolean hasBias, Activation activation) {
        return new EmbeddingLayer.Builder()
                .nIn(VOCABULARY)
                .nOut(WIDTH)
                .hasBias(hasBias)
                .activation(activation)
                .build();
    }

    private static EmbeddingSequenceLayer sequence(boolean hasBias, Activation activation) {
        return new EmbeddingSequenceLayer.Builder()
                .nIn(VOCABULARY)
                .nOut(WIDTH)
                .inputLength(LENGTH)
                .hasBias(hasBias)
                .activation(activation)
                .build();
    }

    private static MultiLayerNetwork oneWord() {
        return layers(InputType.feedForward(VOCABULARY), single(true, Activation.TANH), softmax());
    }

    private static MultiLayerNetwork bagOfWords(boolean hasBias, Activation activation) {
        return layers(
                InputType.recurrent(VOCABULARY, LENGTH),
                sequence(hasBias, activation),
                new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                new DenseLayer.Builder().nOut(7).activation(Activation.TANH).build(),
                softmax());
    }

    private static MultiLayerNetwork convolution() {
        return layers(
                InputType.recurrent(VOCABULARY, LENGTH),
                sequence(false, Activation.IDENTITY),
                new Convolution1DLayer.Builder()
                        .kernelSize(3)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build(),
                new GlobalPoolingLayer.Builder(PoolingType.MAX).build(),
                softmax());
    }

    static Stream<Arguments> networks() {
        InputShape flat = InputShape.flat(LENGTH);
        InputShape steps = new InputShape(Layout.NCW, 1, 1, LENGTH);
        return Stream.of(
                Arguments.of(oneWord(), InputShape.flat(1)),
                Arguments.of(
                        layers(
                                InputType.feedForward(VOCABULARY),
                                single(false, Activation.IDENTITY),
                                new DenseLayer.Builder()
                                        .nOut(4)
                                        .activation(Activation.SIGMOID)
                                        .build(),
                                softmax()),
                        InputShape.flat(1)),
                Arguments.of(bagOfWords(false, Activation.IDENTITY), flat),
                Arguments.of(bagOfWords(true, Activation.SIGMOID), flat),
                Arguments.of(bagOfWords(true, Activation.TANH), steps),
                Arguments.of(convolution(), flat),
                Arguments.of(convolution(), steps));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void logitsAndGradientsOfVectorsAreThoseOfDl4j(MultiLayerNetwork network, InputShape shape) {
        Classifier classifier = Dl4jNetwork.of(network).classifier(shape);
        assertThat(classifier).isInstanceOf(EmbeddedClassifier.class);
        EmbeddedClassifier embedded = (EmbeddedClassifier) classifier;
        Matrix batch = different(shape, 3);
        Matrix upstream = new Matrix(3, 3, new float[] {1, -2, 1, 0, 1, -1, 2, 1, -3});

        try (ForwardPass pass = embedded.embedded(batch)) {
            MultiLayerNetwork exact = doubles(network);
            INDArray expected = logits(exact, array(batch, shape, DataType.DOUBLE));
            for (int i = 0; i < 3; i++) {
                for (int j = 1; j < 3; j++) {
                    assertThat((double) pass.logits().get(i, j) - pass.logits().get(i, 0))
                            .isCloseTo(expected.getDouble(i, j) - expected.getDouble(i, 0), within(1e-5));
                }
            }
            Matrix gradient = pass.backward(upstream);
            assertThat(gradient.columns()).isEqualTo(shape.values() * WIDTH);
            for (int i = 0; i < 3; i++) {
                for (int t = 0; t < shape.values(); t++) {
                    float[] step = differences(exact, shape, batch.row(i), t, upstream.row(i), embedded);
                    for (int e = 0; e < WIDTH; e++) {
                        assertThat((double) gradient.get(i, t * WIDTH + e)).isCloseTo(step[e], within(2e-4));
                    }
                }
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    /** Of which each occurs once in a sample, so that its row of the table belongs to one position. */
    private static Matrix different(InputShape shape, int rows) {
        float[] values = new float[rows * shape.values()];
        for (int i = 0; i < rows; i++) {
            for (int t = 0; t < shape.values(); t++) {
                values[i * shape.values() + t] = (5 * t + 3 * i + 1) % VOCABULARY;
            }
        }
        return new Matrix(rows, shape.values(), values);
    }

    private static MultiLayerNetwork doubles(MultiLayerNetwork network) {
        return network.convertDataType(DataType.DOUBLE);
    }

    private static INDArray array(Matrix batch, InputShape shape, DataType type) {
        return Nd4j.createFromArray(batch.values())
                .reshape('c', shape.batch(batch.rows()))
                .castTo(type);
    }

    /** Up to a constant for each sample, which upstream gradients that add up to 0 leave out. */
    private static INDArray logits(MultiLayerNetwork network, INDArray input) {
        return org.nd4j.linalg.ops.transforms.Transforms.log(network.output(input, false));
    }

    /** Central differences along each entry of one position's vector, made by the pre-activation that gives it. */
    private static float[] differences(
            MultiLayerNetwork network,
            InputShape shape,
            float[] sample,
            int t,
            float[] upstream,
            EmbeddedClassifier of) {
        double h = 1e-5;
        float[] result = new float[WIDTH];
        INDArray input = array(new Matrix(1, sample.length, sample), shape, DataType.DOUBLE);
        for (int e = 0; e < WIDTH; e++) {
            double[] values = new double[2];
            for (int side = 0; side < 2; side++) {
                INDArray weights = network.getLayer(0).getParam("W");
                int index = (int) sample[t];
                double before = weights.getDouble(index, e);
                weights.putScalar(index, e, before + (side == 0 ? h : -h));
                INDArray logits = logits(network, input);
                weights.putScalar(index, e, before);
                for (int j = 0; j < 3; j++) {
                    values[side] += upstream[j] * logits.getDouble(0, j);
                }
            }
            double slope = slope(network, of, (int) sample[t], e);
            result[e] = (float) ((values[0] - values[1]) / (2 * h) / slope);
        }
        return result;
    }

    /** By how much an entry of the vector grows when the weight behind it does. */
    private static double slope(MultiLayerNetwork network, EmbeddedClassifier of, int index, int e) {
        double value = of.table().values()[index * WIDTH + e];
        String activation = ((org.deeplearning4j.nn.conf.layers.BaseLayer)
                        network.getLayer(0).conf().getLayer())
                .getActivationFn()
                .toString();
        return switch (activation) {
            case "tanh" -> 1 - value * value;
            case "sigmoid" -> value * (1 - value);
            default -> 1;
        };
    }

    @Test
    void indicesThatTwoEmbeddingsReadAreAttackedByScores() {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("words")
                .addLayer("one", single(false, Activation.IDENTITY), "words")
                .addLayer("other", new EmbeddingLayer.Builder().nIn(9).nOut(2).build(), "words")
                .addVertex("both", new MergeVertex(), "one", "other")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nIn(7)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "both")
                .setOutputs("out")
                .build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        Classifier classifier = Dl4jNetwork.of(network).classifier(InputShape.flat(1));

        assertThat(classifier).isNotInstanceOf(EmbeddedClassifier.class);
        assertThat(classifier.vocabulary()).hasValue(9);
        assertThat(classifier.whyNoGradients())
                .isEqualTo("the network gives none, because 'one', 'other' take their input for indices, which have no"
                        + " gradient");
        assertThat(TestedModel.of(network).domain()).isEqualTo(Domain.tokens(9));
    }

    private static RobustnessEvaluator evaluator(Model network, TestedModel model, InputShape shape, int count) {
        float[] values = new float[count * shape.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (7 * i + i / 5) % VOCABULARY;
        }
        Matrix inputs = new Matrix(count, shape.values(), values);
        INDArray output = ((MultiLayerNetwork) network).output(array(inputs, shape, DataType.FLOAT));
        int[] labels = IntStream.range(0, count)
                .map(i -> output.getRow(i).argMax().getInt(0))
                .toArray();
        return new RobustnessEvaluator(model, new Samples(shape, inputs, labels), RunOptions.seed(1));
    }

    @Test
    void theVocabularyIsKnownFromTheWeightsOrDeclared() {
        MultiLayerNetwork network = bagOfWords(false, Activation.IDENTITY);

        assertThat(TestedModel.of(network).domain()).isEqualTo(Domain.tokens(VOCABULARY));
        assertThat(TestedModel.of(network).range(0, 11).domain()).isEqualTo(Domain.tokens(VOCABULARY));
        assertThat(TestedModel.of(network).range(0, 4).domain()).isEqualTo(Domain.tokens(5));
        assertThatThrownBy(() -> TestedModel.of(network).range(0, 12).domain())
                .hasMessage("The indices 0 to 12 are declared for the model 'MultiLayerNetwork', which has only the"
                        + " indices 0 to 11; declare no more than it has, or leave the range out");
        assertThatThrownBy(() -> TestedModel.of(network).range(0, 0.5).domain())
                .hasMessage(
                        "The model takes indices, but the declared range is [0.0, 0.5]; declare the first and the last"
                                + " index, whole numbers from 0, or Domain.tokens(vocabulary)");
    }

    @Test
    void samplesWithValuesThatAreNoIndicesAreRefused() {
        TestedModel model = TestedModel.of(bagOfWords(false, Activation.IDENTITY));
        for (float wrong : new float[] {12, -1, 2.5f, Float.NaN}) {
            float[] values = {1, 2, 3, wrong, 5, 6};
            Samples samples = new Samples(InputShape.flat(LENGTH), new Matrix(1, LENGTH, values), new int[] {0});
            assertThatThrownBy(() -> new RobustnessEvaluator(model, samples, RunOptions.seed(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Sample 0 has the value " + wrong + " in feature 3, which is none of the indices 0 to 11;"
                                    + " give whole numbers that the model's vocabulary has, and one of them for all that are"
                                    + " unknown");
        }
    }

    @Test
    void attacksByGradientsAndDistancesSaySoInOneSentence() {
        MultiLayerNetwork network = bagOfWords(false, Activation.IDENTITY);
        RobustnessEvaluator evaluator = evaluator(network, TestedModel.of(network), InputShape.flat(LENGTH), 6);
        for (Attack attack : new Attack[] {new Pgd(), new Square()}) {
            ThreatModel threat = ThreatModel.untargeted(Norm.LINF, 1, evaluator.domain());
            assertThatThrownBy(() -> evaluator.evaluate(attack, threat, RunOptions.seed(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "The model takes indices, along which there is no gradient and no distance, so" + " that "
                                    + attack.name() + " cannot go LINF 1 far; use TokenSubstitution with the norm L0");
        }
    }

    @Test
    void substitutionsAreFoundAndConfirmedByTheNetworkItself() {
        MultiLayerNetwork network = convolution();
        network.params().muli(3);
        RobustnessEvaluator evaluator = evaluator(network, TestedModel.of(network), InputShape.flat(LENGTH), 24);
        ThreatModel threat = ThreatModel.untargeted(Norm.L0, 2, evaluator.domain());

        AttackEvaluation evaluation = evaluator.evaluate(new TokenSubstitution(), threat, RunOptions.seed(1));

        assertThat(evaluation.broken().size()).isPositive();
        for (int i = 0; i < evaluation.broken().size(); i++) {
            float[] clean = evaluation.broken().clean(i);
            float[] point = evaluation.broken().adversarial().get(i);
            assertThat(Norm.L0.distance(clean, point)).isBetween(1.0, 2.0);
            assertThat(evaluator.domain().contains(point)).isTrue();
            INDArray output =
                    network.output(array(new Matrix(1, LENGTH, point), InputShape.flat(LENGTH), DataType.FLOAT));
            assertThat(output.argMax().getInt(0))
                    .isNotEqualTo(evaluation.broken().label(i));
        }
        assertThat(evaluation.maximumDistance(Norm.L0)).isLessThanOrEqualTo(2);
        assertThat(Arrays.asList(1.0, 2.0)).contains(evaluation.medianDistance(Norm.L0));
    }
}
