package org.robustness4j.dl4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.dl4j.translation.TranslatedClassifier;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;

/** What the last layers of networks make of their outputs, and which of several outputs is attacked. */
class NetworkEndTests {

    private static final InputShape FLAT = InputShape.flat(3);

    /** The step of central differences of float32 logits. */
    private static final float STEP = 1e-2f;

    @Test
    void centersDecideNothing() {
        MultiLayerNetwork network = network(
                new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build(),
                new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build());

        Classifier classifier = requireSoftmaxOfLogits(network, FLAT);

        assertThat(classifier).isInstanceOf(TranslatedClassifier.class);
        requireDifferences((DifferentiableClassifier) classifier, FLAT);
        assertThatThrownBy(() -> Dl4jNetwork.of(network).trainable(FLAT, 1, 1))
                .hasMessage(
                        "'layer1' (CenterLossOutputLayer) has parameters that decide nothing about classes, such as the"
                                + " centers of a CenterLossOutputLayer, or gives its outputs to others; harden a copy that ends in"
                                + " an OutputLayer");
    }

    @Test
    void aDropoutAtTheEndPassesOn() {
        MultiLayerNetwork network = network(
                new DenseLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build(),
                new DropoutLayer.Builder(0.5).build(),
                new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.IDENTITY)
                        .build());

        assertThat(requireSoftmaxOfLogits(network, FLAT)).isInstanceOf(TranslatedClassifier.class);
    }

    @Test
    void aNormalisationAtTheEndGivesScores() {
        MultiLayerNetwork network = network(
                new DenseLayer.Builder().nOut(2).activation(Activation.TANH).build(),
                new BatchNormalization.Builder().build());

        requireSameAsOwnOutput(network, FLAT);
        requireDifferences((DifferentiableClassifier) Dl4jNetwork.of(network).classifier(FLAT), FLAT);
    }

    @Test
    void anActivationThatKeepsTheOrderIsTakenAway() {
        MultiLayerNetwork network = network(
                new DenseLayer.Builder().nOut(2).activation(Activation.SOFTSIGN).build());
        Matrix batch = ProbeInputs.of(4, 3);
        Matrix own = Dl4jNetwork.of(network).predictor(FLAT).scores(batch);
        Matrix logits = Dl4jNetwork.of(network).classifier(FLAT).logits(batch);

        for (int i = 0; i < own.values().length; i++) {
            float z = logits.values()[i];
            assertThat(z / (1 + Math.abs(z))).isCloseTo(own.values()[i], within(1e-6f));
        }
    }

    @Test
    void anotherActivationIsPartOfTheScores() {
        requireSameAsOwnOutput(
                network(new DenseLayer.Builder()
                        .nOut(2)
                        .activation(Activation.RELU)
                        .build()),
                FLAT);
    }

    @Test
    void oneOutputWithHingeIsTwoClasses() {
        MultiLayerNetwork network = network(new OutputLayer.Builder(LossFunction.HINGE)
                .nOut(1)
                .activation(Activation.TANH)
                .build());
        Matrix batch = ProbeInputs.of(8, 3);
        Matrix own = Dl4jNetwork.of(network).predictor(FLAT).scores(batch);
        Matrix logits = Dl4jNetwork.of(network).classifier(FLAT).logits(batch);

        for (int i = 0; i < batch.rows(); i++) {
            assertThat(Math.tanh(logits.get(i, 1))).isCloseTo(own.get(i, 1), within(1e-5));
            assertThat(own.argMax(i)).isEqualTo(own.get(i, 1) > 0 ? 1 : 0);
        }
    }

    @Test
    void anAverageOfProbabilitiesHasLogarithms() {
        ComputationGraph graph = graph(builder -> builder.addLayer("one", probabilities(), "in")
                .addLayer("two", probabilities(), "in")
                .addVertex("average", new ElementWiseVertex(ElementWiseVertex.Op.Average), "one", "two")
                .setOutputs("average"));

        DifferentiableClassifier classifier = (DifferentiableClassifier) requireSoftmaxOfLogits(graph, FLAT);

        requireDifferences(classifier, FLAT);
    }

    @Test
    void probabilitiesThatOthersReadAreStillTakenBack() {
        ComputationGraph graph = graph(builder -> builder.addLayer("one", probabilities(), "in")
                .addLayer("two", probabilities(), "one")
                .setOutputs("one", "two"));

        TestedModel first = TestedModel.of(graph).output("one");
        TestedModel second = TestedModel.of(graph).output("two");
        Matrix batch = ProbeInputs.of(2, 3);

        assertThat(softmax(first.model().classifier(FLAT).logits(batch)).values())
                .containsExactly(graph.output(array(batch))[0].data().asFloat(), within(1e-6f));
        assertThat(softmax(second.model().classifier(FLAT).logits(batch)).values())
                .containsExactly(graph.output(array(batch))[1].data().asFloat(), within(1e-6f));
        assertThat(first.model().predictor(FLAT).scores(batch).values())
                .containsExactly(graph.output(array(batch))[0].data().asFloat(), within(1e-6f));
        requireDifferences((DifferentiableClassifier) second.model().classifier(FLAT), FLAT);
    }

    @Test
    void poolingBehindASoftmaxGivesProbabilities() {
        MultiLayerNetwork network = network(
                InputType.recurrent(3, 4),
                new LSTM.Builder().nOut(3).build(),
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build(),
                new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
        InputShape sequence = new InputShape(Layout.NCW, 3, 1, 4);

        assertThat(LogitsGraph.forInference(network).output().link()).isEqualTo(OutputKind.Link.LOGARITHM);
        requireSoftmaxOfLogits(network, sequence);
    }

    @Test
    void regressionsAreRefused() {
        assertThatThrownBy(() -> TestedModel.of(network(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build())))
                .hasMessage(
                        "'layer0' (OutputLayer) is a regression head: identity with the loss MSE; robustness of classes"
                                + " is tested, so name an output that classifies, or give the model as a Classifier of your own that"
                                + " says which values are of which class");
        assertThatThrownBy(() -> TestedModel.of(network(
                        new DenseLayer.Builder()
                                .nOut(3)
                                .activation(Activation.RELU)
                                .build(),
                        new LossLayer.Builder(LossFunction.MEAN_ABSOLUTE_ERROR)
                                .activation(Activation.IDENTITY)
                                .build())))
                .hasMessageStartingWith("'layer0' (DenseLayer) is a regression head: relu with the loss MAE; ");
        assertThatThrownBy(() -> TestedModel.of(network(new DenseLayer.Builder()
                        .nOut(1)
                        .activation(Activation.TANH)
                        .build())))
                .hasMessage(
                        "'layer0' (DenseLayer) gives 1 output for each sample, and no probability, as a regression does; a"
                                + " classifier has at least 2, or one with sigmoid. Give the model as a Classifier of your own that"
                                + " says which values are of which class");
    }

    @Test
    void aSigmoidIsTwoClassesWhateverTheLossIs() {
        MultiLayerNetwork network = network(new OutputLayer.Builder(LossFunction.MSE)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build());

        assertThat(Dl4jNetwork.of(network).classifier(FLAT).classes()).isEqualTo(2);
        assertThat(Dl4jNetwork.of(network).format().isOfClasses()).isTrue();
    }

    @Test
    void detectionAndAnomaliesAreRefused() {
        MultiLayerNetwork detection = network(
                InputType.convolutional(4, 4, 1),
                new ConvolutionLayer.Builder(1, 1).nOut(14).build(),
                new Yolo2OutputLayer.Builder()
                        .boundingBoxPriors(Nd4j.create(new double[][] {{1, 1}, {2, 2}}))
                        .build());
        assertThatThrownBy(() -> TestedModel.of(detection))
                .hasMessage(
                        "'layer1' (Yolo2OutputLayer) detects objects, and gives no classes of a sample as a whole; give"
                                + " the model as a Classifier of your own that says what is right");
    }

    /** With identities in between, the score is 2 x0 - x1, and normal from 0.5 on. */
    @Test
    void scoresOfAOneClassNetworkAreTwoClasses() {
        MultiLayerNetwork network = network(new OCNNOutputLayer.Builder()
                .nIn(3)
                .hiddenLayerSize(2)
                .activation(Activation.IDENTITY)
                .build());
        network.getLayer(0).setParam("v", Nd4j.create(new float[][] {{1, 0}, {0, 1}, {0, 0}}));
        network.getLayer(0).setParam("w", Nd4j.create(new float[][] {{2, -1}}));
        network.getLayer(0).setParam("r", Nd4j.create(new float[][] {{0.5f}}));
        Matrix batch = new Matrix(2, 3, new float[] {1, 0, 7, 0.5f, 0.75f, 7});
        Dl4jNetwork model = Dl4jNetwork.of(network);

        DifferentiableClassifier classifier = (DifferentiableClassifier) model.classifier(InputShape.flat(3));

        assertThat(classifier.computedBy()).isEqualTo("compiled");
        assertThat(classifier.logits(batch).values()).containsExactly(0, 1.5f, 0, -0.25f);
        Matrix scores = model.predictor(InputShape.flat(3)).scores(batch);
        assertThat(scores.argMax(0)).isEqualTo(1);
        assertThat(scores.argMax(1)).isZero();
        try (ForwardPass pass = classifier.forward(batch)) {
            assertThat(pass.backward(new Matrix(2, 2, new float[] {0, 1, 0, 3})).values())
                    .containsExactly(2, -1, 0, 6, -3, 0);
        }
    }

    @Test
    void theOnlyOutputThatClassifiesIsTaken() {
        ComputationGraph graph = graph(builder -> builder.addLayer("mood", classes(), "in")
                .addLayer("age", age(), "in")
                .setOutputs("age", "mood"));

        TestedModel model = TestedModel.of(graph).named("faces");
        Matrix batch = ProbeInputs.of(2, 3);

        assertThat(model.name()).isEqualTo("faces, output 'mood'");
        assertThat(model.model().predictor(FLAT).scores(batch).values())
                .containsExactly(graph.output(array(batch))[1].data().asFloat(), within(1e-6f));
        assertThatThrownBy(() -> model.output("age"))
                .hasMessageStartingWith("'age' (OutputLayer) is a regression head");
        assertThatThrownBy(() -> model.output("mod"))
                .hasMessage("The ComputationGraph has no output 'mod'; its outputs are [age, mood]");
    }

    @Test
    void oneOfSeveralClassifyingOutputsIsNamed() {
        ComputationGraph graph = graph(builder -> builder.addLayer("mood", classes(), "in")
                .addLayer("tags", tags(), "in")
                .addLayer("age", age(), "in")
                .setOutputs("mood", "tags", "age"));
        TestedModel model = TestedModel.of(graph).named("faces");

        assertThatThrownBy(() -> model.model().classifier(FLAT))
                .hasMessage(
                        "The ComputationGraph has several outputs: 'mood' gives classes, 'tags' gives labels, each on or"
                                + " off, 'age' (OutputLayer) is a regression head: identity with the loss MSE; name the one that is"
                                + " attacked, as in TestedModel.of(model).output(\"mood\") or @ModelUnderTest(output = \"mood\")");
        TestedModel mood = model.output("mood");
        TestedModel tag = model.output("tags").label(1);
        assertThat(tag.name()).isEqualTo("faces, output 'tags', label 1");
        assertThat(mood.model().identity().sha256())
                .isNotEqualTo(tag.model().identity().sha256())
                .isNotEqualTo(model.output("tags").model().identity().sha256());
        requireDifferences((DifferentiableClassifier) tag.model().classifier(FLAT), FLAT);
    }

    @Test
    void aCopyForOtherProcessesHasTheSameView() {
        ComputationGraph graph = graph(builder -> builder.addLayer("mood", classes(), "in")
                .addLayer("tags", tags(), "in")
                .setOutputs("mood", "tags"));
        TestedModel model = TestedModel.of(graph).named("faces").output("tags").label(1);
        Matrix batch = ProbeInputs.of(2, 3);

        TestedModel restored = model.portable().restored();

        assertThat(restored.name()).isEqualTo(model.name());
        assertThat(restored.model().identity()).isEqualTo(model.model().identity());
        assertThat(restored.model().classifier(FLAT).logits(batch).values())
                .isEqualTo(model.model().classifier(FLAT).logits(batch).values());
    }

    @Test
    void severalInputsAreRefused() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("one", "two")
                .setInputTypes(InputType.feedForward(3), InputType.feedForward(2))
                .addLayer("out", classes(), "one", "two")
                .setOutputs("out")
                .build());
        graph.init();

        assertThatThrownBy(() -> TestedModel.of(graph))
                .hasMessage(
                        "The ComputationGraph has the inputs [one, two], and one is attacked; give it as a Classifier of"
                                + " your own, which takes one of them and holds the others");
    }

    @Test
    void anOwnClassifierHasNoOtherView() {
        Classifier classifier = Dl4jNetwork.of(network(probabilities())).classifier(FLAT);

        assertThatThrownBy(() -> TestedModel.of(classifier).label(2))
                .hasMessageContaining("has no choice of label 2; its classes are attacked as they are");
    }

    /** The softmax of the logits is what the network itself gives. */
    private static Classifier requireSoftmaxOfLogits(org.deeplearning4j.nn.api.Model network, InputShape shape) {
        Matrix batch = ProbeInputs.of(3, shape.features());
        Classifier classifier = Dl4jNetwork.of(network).classifier(shape);
        assertThat(softmax(classifier.logits(batch)).values())
                .containsExactly(
                        Dl4jNetwork.of(network).predictor(shape).scores(batch).values(), within(1e-5f));
        return classifier;
    }

    private static void requireSameAsOwnOutput(MultiLayerNetwork network, InputShape shape) {
        Matrix batch = ProbeInputs.of(3, shape.features());
        assertThat(Dl4jNetwork.of(network).classifier(shape).logits(batch).values())
                .containsExactly(
                        Dl4jNetwork.of(network).predictor(shape).scores(batch).values(), within(1e-5f));
    }

    private static Matrix softmax(Matrix logits) {
        float[] values = new float[logits.values().length];
        for (int row = 0; row < logits.rows(); row++) {
            double sum = 0;
            for (int j = 0; j < logits.columns(); j++) {
                sum += Math.exp(logits.get(row, j));
            }
            for (int j = 0; j < logits.columns(); j++) {
                values[row * logits.columns() + j] = (float) (Math.exp(logits.get(row, j)) / sum);
            }
        }
        return new Matrix(logits.rows(), logits.columns(), values);
    }

    /** The gradient of the last logit is that of central differences. */
    private static void requireDifferences(DifferentiableClassifier classifier, InputShape shape) {
        Matrix point = ProbeInputs.of(1, shape.features());
        int last = classifier.classes() - 1;
        float[] upstream = new float[classifier.classes()];
        upstream[last] = 1;
        float[] gradient;
        try (ForwardPass pass = classifier.forward(point)) {
            gradient = pass.backward(new Matrix(1, upstream.length, upstream)).values();
        }
        for (int f = 0; f < shape.features(); f++) {
            float[] above = point.row(0);
            float[] below = point.row(0);
            above[f] += STEP;
            below[f] -= STEP;
            float difference = classifier
                            .logits(new Matrix(1, above.length, above))
                            .get(0, last)
                    - classifier.logits(new Matrix(1, below.length, below)).get(0, last);
            assertThat(gradient[f]).isCloseTo(difference / (2 * STEP), within(2e-3f));
        }
    }

    private static org.nd4j.linalg.api.ndarray.INDArray array(Matrix batch) {
        return Nd4j.createFromArray(batch.values()).reshape(batch.rows(), batch.columns());
    }

    private static Layer probabilities() {
        return new DenseLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }

    private static Layer classes() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(4)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Layer tags() {
        return new OutputLayer.Builder(LossFunction.XENT)
                .nOut(2)
                .activation(Activation.SIGMOID)
                .build();
    }

    private static Layer age() {
        return new OutputLayer.Builder(LossFunction.MSE)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static ComputationGraph graph(UnaryOperator<GraphBuilder> rest) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(3));
        ComputationGraph graph = new ComputationGraph(rest.apply(builder).build());
        graph.init();
        return graph;
    }

    private static MultiLayerNetwork network(Layer... layers) {
        return network(InputType.feedForward(3), layers);
    }

    private static MultiLayerNetwork network(InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .list();
        for (Layer layer : layers) {
            builder.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(builder.setInputType(input).build());
        network.init();
        return network;
    }
}
