package org.robustness4j.dl4j.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.query.Square;
import org.robustness4j.attack.token.TokenSubstitution;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.diagnosis.internal.Diagnostician;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Networks that have no gradient of their input are attacked by their scores, and say why. */
class InputGradientTests {

    private static final int TOKENS = 10;

    /** The tokens 0 to 4 are of class 0, 5 to 9 of class 1: one substitution is enough for each of the 10. */
    @Test
    void aNetworkOfAnEmbeddingIsAttackedBySubstitution() {
        RobustnessEvaluator evaluator = evaluator(tokens());
        ThreatModel onePosition = ThreatModel.untargeted(Norm.L0, 1, evaluator.domain());

        AttackEvaluation evaluation = evaluator.evaluate(new TokenSubstitution(), onePosition, RunOptions.seed(0));

        assertThat(evaluator.cleanAccuracy().count()).isEqualTo(10);
        assertThat(evaluation.attackSuccessRate().count()).isEqualTo(10);
    }

    @Test
    void theChecksBeforeAnAttackHaveNoDoubtOfIndices() {
        Diagnosis diagnosis = new Diagnostician(evaluator(tokens()), RunOptions.seed(0)).preflight(AttackMonitor.NONE);

        assertThat(diagnosis.findings()).noneMatch(finding -> finding.severity() == Severity.DOUBT);
        assertThat(diagnosis.findings())
                .anySatisfy(finding -> assertThat(finding.check()).isEqualTo("indices"));
    }

    @Test
    void anAttackThatShiftsValuesNamesTheOneThatDoesNot() {
        RobustnessEvaluator evaluator = evaluator(tokens());

        for (Attack attack : List.of(new Pgd(), new Square(100))) {
            assertThatThrownBy(() -> evaluate(evaluator, attack))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The model takes indices, along which there is no gradient and no distance, so that "
                            + attack.name()
                            + " cannot go LINF 1 far; use TokenSubstitution with the norm L0, whose epsilon"
                            + " is the number of positions that may change");
        }
    }

    @Test
    void embeddingsAreFoundWhereverTheyAre() {
        MultiLayerNetwork frozen = network(
                InputType.feedForward(TOKENS),
                new FrozenLayer(new EmbeddingLayer.Builder().nIn(TOKENS).nOut(4).build()),
                output(2));
        MultiLayerNetwork sequences = network(
                InputType.recurrent(TOKENS),
                new EmbeddingSequenceLayer.Builder()
                        .nIn(TOKENS)
                        .nOut(4)
                        .inputLength(5)
                        .build(),
                new GlobalPoolingLayer(),
                output(2));

        requireNoGradients(classifier(frozen, InputShape.flat(1)), "'layer0' takes its input for indices");
        requireNoGradients(classifier(sequences, InputShape.flat(5)), "'layer0' takes its input for indices");
        requireNoGradients(Dl4jNetwork.of(besideNumbers()).classifier(InputShape.flat(4)), "'tokens' (EmbeddingLayer)");
    }

    /** What Keras' Conv1D, channels last, and Flatten become: DL4J runs them forward, not backward. */
    @Test
    void layersWithoutAWorkingBackwardPassAreCompiled() {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Convolution1DLayer.Builder(3)
                        .nIn(4)
                        .nOut(2)
                        .rnnDataFormat(RNNFormat.NWC)
                        .activation(Activation.TANH)
                        .build())
                .layer(new DenseLayer.Builder().nIn(8).nOut(3).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build());
        list.inputPreProcessor(1, new KerasFlattenRnnPreprocessor(4, 2));
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();

        Classifier classifier = classifier(network, new InputShape(Layout.NCW, 6, 1, 4));

        assertThat(classifier).isInstanceOf(DifferentiableClassifier.class);
        assertThat(classifier.computedBy()).isEqualTo("compiled");
        assertThat(classifier.logits(new Matrix(2, 24, new float[48])).rows()).isEqualTo(2);
    }

    /** In DL4J it has no backward pass that works. */
    @Test
    void theLastStepInsideOfABidirectionalLayerIsCompiled() {
        LSTM lstm = new LSTM.Builder()
                .nOut(3)
                .activation(Activation.TANH)
                .weightInit(WeightInit.XAVIER)
                .updater(new NoOp())
                .build();
        MultiLayerNetwork network =
                network(InputType.recurrent(4, 6, RNNFormat.NCW), new Bidirectional(new LastTimeStep(lstm)), output(2));

        assertThat(classifier(network, new InputShape(Layout.NCW, 4, 1, 6)).computedBy())
                .isEqualTo("compiled");
    }

    /** Found by differences, in gates and inside of other layers too. */
    @Test
    void wrongGradientsAreSeenWhereverTheyAre() {
        IActivation wrong = new ActivationELU(0.5);
        IActivation right = new ActivationELU(1);
        IActivation tanh = new ActivationTanH();
        IActivation sigmoid = new ActivationSigmoid();

        assertThat(images(new ActivationLayer(wrong))).hasValueSatisfying(reason -> assertThat(reason)
                .matches("the network gives none, because 'layer0' \\(ActivationLayer\\) has a backward pass in DL4J"
                        + " that is wrong: its gradient is [-.0-9]+ where differences say [-.0-9]+"));
        assertThat(images(new ActivationLayer(right))).isEmpty();
        assertThat(recurrent(lstm(tanh, wrong))).hasValueSatisfying(reason -> assertThat(reason)
                .contains("'layer0' (LSTM) has a backward pass in DL4J that is wrong: its gradient"));
        assertThat(recurrent(new Bidirectional(lstm(wrong, sigmoid)))).hasValueSatisfying(reason -> assertThat(reason)
                .contains("'layer0' (Bidirectional) has a backward pass in DL4J that is wrong"));
        assertThat(recurrent(new FrozenLayer(lstm(tanh, wrong)))).isPresent();
        assertThat(recurrent(new LastTimeStep(lstm(tanh, wrong)))).isPresent();
        assertThat(recurrent(new Bidirectional(lstm(right, sigmoid)))).isEmpty();
    }

    /** As it is by default, too, where small inputs show nothing: DL4J divides a sum by what belongs into it. */
    @Test
    void theWrongGradientOfLocalResponseNormalizationIsFound() {
        assertThat(images(new LocalResponseNormalization.Builder().build()))
                .hasValueSatisfying(
                        reason -> assertThat(reason)
                                .contains(
                                        "'layer0' (LocalResponseNormalization) has a backward pass in DL4J that is wrong: its gradient"));
    }

    private static Optional<String> images(Layer layer) {
        return missing(
                network(DataType.FLOAT, InputType.convolutional(4, 4, 6), layer, new GlobalPoolingLayer(), output(2)),
                new InputShape(Layout.NCHW, 6, 4, 4));
    }

    private static Optional<String> recurrent(Layer layer) {
        boolean isFlat = layer instanceof LastTimeStep;
        InputType input = InputType.recurrent(4, 6, RNNFormat.NCW);
        MultiLayerNetwork network = isFlat
                ? network(DataType.FLOAT, input, layer, output(2))
                : network(DataType.FLOAT, input, layer, new GlobalPoolingLayer(), output(2));
        return missing(network, new InputShape(Layout.NCW, 4, 1, 6));
    }

    private static Optional<String> missing(MultiLayerNetwork network, InputShape shape) {
        return new InputGradients(LogitsGraph.forInference(network), shape).missing();
    }

    private static LSTM lstm(IActivation activation, IActivation gate) {
        return new LSTM.Builder()
                .nOut(3)
                .activation(activation)
                .gateActivationFunction(gate)
                .weightInit(WeightInit.XAVIER)
                .updater(new NoOp())
                .build();
    }

    @Test
    void aForkHasNoGradientsEither() {
        Classifier classifier = classifier(tokens(), InputShape.flat(1));

        assertThat(classifier.fork()).isNotInstanceOf(DifferentiableClassifier.class);
        assertThat(classifier.fork().whyNoGradients()).isEqualTo(classifier.whyNoGradients());
        assertThat(classifier.fork().computedBy()).isEqualTo(classifier.computedBy());
    }

    @Test
    void aNetworkWithoutGradientsCannotBeHardened() {
        assertThatThrownBy(() -> Dl4jNetwork.of(tokens()).trainable(InputShape.flat(1), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Hardening needs input gradients, but the network gives none")
                .hasMessageContaining("EmbeddingLayer");
    }

    private static void requireNoGradients(Classifier classifier, String reason) {
        assertThat(classifier).isNotInstanceOf(DifferentiableClassifier.class);
        assertThat(classifier.whyNoGradients())
                .startsWith("the network gives none, because ")
                .contains(reason);
    }

    private static Classifier classifier(MultiLayerNetwork network, InputShape shape) {
        return Dl4jNetwork.of(network).classifier(shape);
    }

    private static AttackEvaluation evaluate(RobustnessEvaluator evaluator, Attack attack) {
        return evaluator.evaluate(attack, ThreatModel.untargeted(Norm.LINF, 1, evaluator.domain()), RunOptions.seed(0));
    }

    private static RobustnessEvaluator evaluator(MultiLayerNetwork network) {
        float[] tokens = new float[TOKENS];
        int[] labels = new int[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            tokens[i] = i;
            labels[i] = i < 5 ? 0 : 1;
        }
        return new RobustnessEvaluator(
                TestedModel.of(network).range(0, TOKENS - 1),
                new Samples(InputShape.flat(1), new Matrix(TOKENS, 1, tokens), labels),
                RunOptions.seed(0));
    }

    private static MultiLayerNetwork tokens() {
        MultiLayerNetwork network = network(
                InputType.feedForward(TOKENS),
                new EmbeddingLayer.Builder().nIn(TOKENS).nOut(2).build(),
                output(2));
        INDArray table = Nd4j.zeros(TOKENS, 2);
        for (int i = 0; i < TOKENS; i++) {
            table.putScalar(i, i < 5 ? 0 : 1, 4);
        }
        network.getLayer(0).setParam("W", table);
        network.getLayer(1).setParam("W", Nd4j.eye(2));
        return network;
    }

    /** A token, and three numbers that do have a gradient. */
    private static ComputationGraph besideNumbers() {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4))
                .addVertex("token", new SubsetVertex(0, 0), "in")
                .addVertex("numbers", new SubsetVertex(1, 3), "in")
                .addLayer(
                        "tokens",
                        new EmbeddingLayer.Builder().nIn(TOKENS).nOut(4).build(),
                        "token")
                .addLayer("dense", new DenseLayer.Builder().nOut(4).build(), "numbers")
                .addVertex("both", new MergeVertex(), "tokens", "dense")
                .addLayer("out", output(2), "both")
                .setOutputs("out")
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    private static MultiLayerNetwork network(InputType input, Layer... layers) {
        return network(DataType.FLOAT, input, layers);
    }

    private static MultiLayerNetwork network(DataType type, InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().dataType(type).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(input).build());
        network.init();
        return network;
    }

    private static OutputLayer output(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
