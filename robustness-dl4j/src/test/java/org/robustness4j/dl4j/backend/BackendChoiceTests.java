package org.robustness4j.dl4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.dl4j.translation.NetworkTranslation;
import org.robustness4j.dl4j.translation.TranslatedClassifier;
import org.robustness4j.dl4j.translation.UntranslatableException;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Which networks are compiled, and what becomes of the others. */
class BackendChoiceTests {

    private static final InputShape IMAGE = new InputShape(Layout.NCHW, 2, 6, 6);
    private static final InputShape SEQUENCE = new InputShape(Layout.NCW, 3, 1, 7);

    @Test
    void aConvolutionalNetworkIsCompiled() {
        Classifier classifier = Dl4jNetwork.of(ReferenceModels.mnistCnn())
                .classifier(ReferenceData.mnist(1).shape());

        assertThat(classifier).isInstanceOf(TranslatedClassifier.class);
        assertThat(classifier.preferredBatch()).isPresent();
    }

    /** The backward pass of DL4J's LSTM is right where there are no masks. */
    @Test
    void aRecurrentNetworkIsCompiledWithTheOutcomesOfItsOwnLayers() {
        LogitsGraph graph = LogitsGraph.forInference(recurrent(Activation.TANH));
        Samples samples = SampleSource.read(new DataSet(Nd4j.rand(DataType.FLOAT, 20, 3, 7), oneHot()), false);
        Classifier compiled = BackendChoice.classifier(graph.copy(), AffineNormalization.none(), SEQUENCE);
        Classifier layers = new LayerwiseClassifier(graph, AffineNormalization.none(), SEQUENCE);

        assertThat(compiled).isInstanceOf(TranslatedClassifier.class);
        assertThat(outcomes(compiled, samples)).isEqualTo(outcomes(layers, samples));
    }

    private static List<Outcome> outcomes(Classifier classifier, Samples samples) {
        TestedModel model = TestedModel.of(classifier).range(0, 1);
        return new RobustnessEvaluator(model, samples, RunOptions.seed(1))
                        .evaluate(
                                new Pgd(10, StepSize.ofEpsilon(0.25), 1),
                                ThreatModel.untargeted(Norm.LINF, 0.2, model.domain()),
                                RunOptions.seed(1))
                        .outcomes()
                        .stream()
                        .map(SampleOutcome::outcome)
                        .toList();
    }

    @Test
    void aRecurrentNetworkWithoutATranslationIsAttackedThroughItsOwnLayers() {
        MultiLayerNetwork network = recurrent(Activation.SOFTMAX);
        Samples samples = SampleSource.read(new DataSet(Nd4j.rand(DataType.FLOAT, 20, 3, 7), oneHot()), false);
        TestedModel model = TestedModel.of(network).range(0, 1);

        AttackEvaluation evaluation = new RobustnessEvaluator(model, samples, RunOptions.seed(1))
                .evaluate(
                        new Pgd(5, StepSize.ofEpsilon(0.25), 1),
                        ThreatModel.untargeted(Norm.LINF, 0.5, model.domain()),
                        RunOptions.seed(1));

        assertThat(samples.shape()).isEqualTo(SEQUENCE);
        assertThat(Dl4jNetwork.of(network).classifier(SEQUENCE)).isInstanceOf(LayerwiseClassifier.class);
        assertThat(evaluation.cost().gradientEvaluations()).isPositive();
    }

    @Test
    void theReasonNamesVertexAndLayer() {
        assertThatThrownBy(() -> NetworkTranslation.translate(
                        LogitsGraph.forInference(recurrent(Activation.SOFTMAX)).graph(), SEQUENCE))
                .isInstanceOf(UntranslatableException.class)
                .hasMessage("'layer0' has the activation softmax");
    }

    @Test
    void logitsThatDifferOrAreOfAnotherShapeAreRefused() {
        Matrix expected = new Matrix(2, 2, new float[] {1, 2, Float.NaN, 0});

        assertThatCode(() -> Agreement.OF_FLOATS.require(new Matrix(2, 2, new float[] {1, 2, 5, 5}), expected))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Agreement.OF_FLOATS.require(new Matrix(2, 2, new float[] {1, 2.01f, 0, 0}), expected))
                .hasMessageContaining("its logits differ from DL4J's by 0.0");
        assertThatThrownBy(() -> Agreement.OF_FLOATS.require(new Matrix(2, 3, new float[6]), expected))
                .hasMessageContaining("it gives 3 logits where DL4J gives 2");
        assertThatThrownBy(() -> Agreement.OF_FLOATS.require(
                        new Matrix(1, 1, new float[1]), new Matrix(1, 1, new float[] {Float.NaN})))
                .hasMessageContaining("not finite");
    }

    @Test
    void anEndThatNobodyReadsIsLeftOut() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(3))
                .addLayer("out", output(), "in")
                .addLayer("unused", new DenseLayer.Builder().nOut(5).build(), "in")
                .setOutputs("out")
                .allowDisconnected(true)
                .build());
        graph.init();

        Classifier classifier = Dl4jNetwork.of(graph).classifier(InputShape.flat(3));

        assertThat(classifier).isInstanceOf(TranslatedClassifier.class);
        assertThat(classifier.classes()).isEqualTo(2);
    }

    /** Computes nothing of the sort: what it does is not known from what it extends. */
    private static final class OwnActivation extends ActivationReLU {

        private static final long serialVersionUID = 1L;

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return in.negi();
        }
    }

    @Test
    void aKindOfTheUsersOwnRunsThroughItsOwnCode() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(4)
                        .activation(new OwnActivation())
                        .build())
                .layer(output())
                .setInputType(InputType.feedForward(3))
                .build());
        network.init();

        assertThatThrownBy(() -> NetworkTranslation.translate(
                        LogitsGraph.forInference(network).graph(), InputShape.flat(3)))
                .isInstanceOf(UntranslatableException.class)
                .hasMessageContaining("OwnActivation, which is not DL4J's");
    }

    @Test
    void aKernelLargerThanItsImageIsCompiled() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .list()
                .layer(new SubsamplingLayer.Builder(4, 4).stride(4, 4).build())
                .layer(new ConvolutionLayer.Builder(5, 5)
                        .nOut(3)
                        .convolutionMode(ConvolutionMode.Same)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutional(4, 4, 2))
                .build());
        network.init();

        assertThat(Dl4jNetwork.of(network).classifier(new InputShape(Layout.NCHW, 2, 4, 4)))
                .isInstanceOf(TranslatedClassifier.class);
    }

    @Test
    void resultsTellWhatComputed() {
        TestedModel model = TestedModel.of(ReferenceModels.mnistCnn()).range(0, 1);

        AttackEvaluation evaluation = new RobustnessEvaluator(model, ReferenceData.mnist(4), RunOptions.seed(1))
                .evaluate(
                        new Pgd(1, StepSize.ofEpsilon(1), 1),
                        ThreatModel.untargeted(Norm.LINF, 0.1, model.domain()),
                        RunOptions.seed(1));

        assertThat(evaluation.model().identity().backend())
                .contains("ND4J 1.0.0-M2.1")
                .endsWith("; attacks: compiled");
    }

    @Test
    void aNetworkInFloat64IsCompiledFromItsRoundedWeights() {
        MultiLayerNetwork network = images(DataType.DOUBLE);
        MultiLayerNetwork rounded = network.convertDataType(DataType.FLOAT);

        Classifier classifier = Dl4jNetwork.of(network).classifier(IMAGE);
        Matrix batch = ProbeInputs.of(4, IMAGE.features());

        assertThat(classifier).isInstanceOf(TranslatedClassifier.class);
        assertThat(classifier.logits(batch).values())
                .isEqualTo(
                        Dl4jNetwork.of(rounded).classifier(IMAGE).logits(batch).values());
    }

    @Test
    void aNetworkInBfloat16IsRefusedWithTheWayOut() {
        MultiLayerNetwork network = images(DataType.FLOAT).convertDataType(DataType.BFLOAT16);

        assertThatThrownBy(() -> Dl4jNetwork.of(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The MultiLayerNetwork computes with numbers of the type BFLOAT16, of which DL4J builds no other"
                                + " network; give the one that convertDataType(DataType.FLOAT) makes of it");
    }

    /** The tolerance for few digits still tells a wrong translation: of logits one apart, by a thirtieth. */
    @Test
    void logitsInFloat16MayDifferByTheirRounding() {
        Matrix expected = new Matrix(1, 2, new float[] {0, 1});
        Agreement agreement = Agreement.ofShortNumbers(DataType.FLOAT16);

        assertThatCode(() -> agreement.require(new Matrix(1, 2, new float[] {0, 1.05f}), expected))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> agreement.require(new Matrix(1, 2, new float[] {0, 1.1f}), expected))
                .hasMessageContaining("its logits differ from DL4J's by 0.1");
    }

    /** Outcomes are confirmed by the user's own network, which computes with the digits that it has. */
    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "HALF"})
    void networksInOtherNumbersAreAttackedLikeThoseInFloat32(DataType type) {
        MultiLayerNetwork floats = images(DataType.FLOAT16).convertDataType(DataType.FLOAT);
        Samples samples = SampleSource.read(new DataSet(Nd4j.rand(DataType.FLOAT, 20, 2, 6, 6), oneHot()), false);

        AttackEvaluation expected = pgd(floats, samples);
        AttackEvaluation evaluation = pgd(floats.convertDataType(type), samples);

        assertThat(evaluation.model().identity().backend()).endsWith("; attacks: compiled");
        assertThat(evaluation.robustAccuracy().count())
                .isCloseTo(expected.robustAccuracy().count(), within(1L));
        assertThat(expected.robustAccuracy().count()).isBetween(1L, 19L);
    }

    private static AttackEvaluation pgd(MultiLayerNetwork network, Samples samples) {
        TestedModel model = TestedModel.of(network).range(0, 1);
        return new RobustnessEvaluator(model, samples, RunOptions.seed(1))
                .evaluate(
                        new Pgd(5, StepSize.ofEpsilon(0.25), 1),
                        ThreatModel.untargeted(Norm.LINF, 0.1, model.domain()),
                        RunOptions.seed(1));
    }

    private static MultiLayerNetwork images(DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(type)
                .updater(new NoOp())
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(new SubsamplingLayer.Builder(2, 2).stride(2, 2).build())
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutional(6, 6, 2))
                .build());
        network.init();
        return network;
    }

    private static INDArray oneHot() {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 20, 2);
        for (int i = 0; i < 20; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return labels;
    }

    private static MultiLayerNetwork recurrent(Activation activation) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new NoOp())
                .list()
                .layer(new LSTM.Builder().nOut(4).activation(activation).build())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(output())
                .setInputType(InputType.recurrent(3, 7, RNNFormat.NCW))
                .build());
        network.init();
        return network;
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build();
    }
}
