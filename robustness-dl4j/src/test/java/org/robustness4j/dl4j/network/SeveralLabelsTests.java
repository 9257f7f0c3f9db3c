package org.robustness4j.dl4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Networks that give several labels, or a class for each step or pixel, against closed forms of linear ones. */
class SeveralLabelsTests {

    /** Of three labels, in the order of the parameters: of each label the weights of both features, then the biases. */
    private static final float[] LABELS = {1, 0, 0, -2, 1, 1, 0, 0, -1};

    @Test
    void oneLabelIsTwoClasses() {
        TestedModel model = TestedModel.of(labels()).named("tags").label(1).range(0, 1);
        Samples samples =
                samples(model, new float[][] {{0.5f, 0.25f}, {0, 0.1f}}, new float[][] {{1, 0, 0}, {0, 1, 1}});

        Matrix logits = model.model().classifier(samples.shape()).logits(samples.inputs());
        Matrix scores = model.model().predictor(samples.shape()).scores(samples.inputs());

        assertThat(model.name()).isEqualTo("tags, label 1");
        assertThat(samples.shape()).isEqualTo(InputShape.flat(2));
        assertThat(samples.label(0)).isZero();
        assertThat(samples.label(1)).isOne();
        assertThat(logits.values()).containsExactly(new float[] {0, -0.5f, 0, -0.2f}, within(1e-6f));
        assertThat(scores.get(0, 1)).isCloseTo((float) (1 / (1 + Math.exp(0.5))), within(1e-6f));
        assertThat(model.model().classNames(List.of(), samples.shape())).containsExactly("off", "on");
        assertThat(model.model().classNames(List.of("rain", "sun", "wind"), samples.shape()))
                .containsExactly("not sun", "sun");
    }

    @Test
    void allLabelsAreOneMargin() {
        TestedModel model = TestedModel.of(labels()).range(0, 1);
        Samples samples =
                samples(model, new float[][] {{0.5f, 0.25f}, {0, 0.1f}}, new float[][] {{1, 0, 0}, {0, 1, 0}});

        DifferentiableClassifier classifier =
                (DifferentiableClassifier) model.model().classifier(samples.shape());

        // the margins of the first are -0.5, -0.5 and -0.25, those of the second 0, 0.2 and -0.9
        assertThat(samples.shape()).isEqualTo(InputShape.flat(2).withLabels(3));
        assertThat(samples.input(1)).containsExactly(0, 0.1f, 0, 1, 0);
        assertThat(classifier.classes()).isEqualTo(2);
        try (ForwardPass pass = classifier.forward(samples.inputs())) {
            assertThat(pass.logits().values()).containsExactly(new float[] {0, -0.25f, 0, 0.2f}, within(1e-6f));
            assertThat(pass.backward(new Matrix(2, 2, new float[] {0, 1, 0, 3})).values())
                    .containsExactly(new float[] {1, 1, 0, 0, 0, 0, 6, 0, 0, 0}, within(1e-6f));
        }
        Matrix scores = model.model().predictor(samples.shape()).scores(samples.inputs());
        assertThat(scores.argMax(0)).isZero();
        assertThat(scores.argMax(1)).isOne();
        assertThat(model.model().classNames(List.of("rain", "sun", "wind"), samples.shape()))
                .containsExactly("all as labelled", "some label changed");
    }

    /** From -0.25 of the third label, whose weights are 1 and 1, it is 0.125 to the other side. */
    @Test
    void anAttackBreaksTheLabelThatIsNearest() {
        TestedModel model = TestedModel.of(labels()).range(0, 1);
        Samples samples = samples(model, new float[][] {{0.5f, 0.25f}}, new float[][] {{1, 0, 0}});

        assertThat(outcome(model, samples, 0.13)).isEqualTo(Outcome.BROKEN);
        assertThat(outcome(model, samples, 0.12)).isEqualTo(Outcome.ROBUST);
    }

    private static Outcome outcome(TestedModel model, Samples samples, double epsilon) {
        AttackEvaluation evaluation = new RobustnessEvaluator(model, samples, RunOptions.seed(1))
                .evaluate(new Pgd(), ThreatModel.untargeted(Norm.LINF, epsilon, model.domain()), RunOptions.seed(1));
        return evaluation.outcomes().get(0).outcome();
    }

    @Test
    void labelsThatAreNoneAreNamed() {
        TestedModel model = TestedModel.of(labels());

        assertThatThrownBy(() -> samples(model, new float[][] {{0, 0}}, new float[][] {{1, 0.5f, 0}}))
                .hasMessage("Label 1 of sample 0 is 0.5; each label is 0 or 1");
        assertThatThrownBy(() -> samples(model.label(1), new float[][] {{0, 0}}, new float[][] {{1, 2, 0}}))
                .hasMessage("Label 1 of sample 0 is 2.0; each label is 0 or 1");
        assertThatThrownBy(() -> model.label(3))
                .hasMessage("'layer0' (OutputLayer) gives 3 labels, numbered from 0; there is no label 3");
        assertThatThrownBy(() -> model.label(-1)).hasMessage("Labels are counted from 0, but the label is -1");
        assertThatThrownBy(() -> model.lastStep())
                .hasMessage(
                        "'layer0' (OutputLayer) gives one output for each sample, not one for each step; leave lastStep"
                                + " out");
        assertThatThrownBy(() -> model.output("x"))
                .hasMessage("A MultiLayerNetwork has one output; leave the output 'x' out");
        assertThatThrownBy(() -> model.model().classifier(InputShape.flat(2)))
                .hasMessage(
                        "'layer0' (OutputLayer) gives labels, each on or off, and each sample needs 3 labels, but carries"
                                + " 0; give a DataSet with labels of the shape [n, 3] of 0 and 1, or one label alone with"
                                + " TestedModel.label(0)");
    }

    @Test
    void aMaskMayHideLabels() {
        TestedModel model = TestedModel.of(labels());
        DataSet data = new DataSet(
                Nd4j.createFromArray(new float[][] {{0.5f, 0.25f}}), Nd4j.createFromArray(new float[][] {{1, 1, 1}}));
        data.setLabelsMaskArray(Nd4j.createFromArray(new float[][] {{1, 0, 0}}));

        Samples samples = SampleSource.read(data, model.model().format());

        assertThat(samples.input(0)).containsExactly(0.5f, 0.25f, 1, -1, -1);
        assertThat(model.model()
                        .classifier(samples.shape())
                        .logits(samples.inputs())
                        .values())
                .containsExactly(0, -0.5f);
        data.setLabelsMaskArray(Nd4j.createFromArray(new float[][] {{0, 0, 0}}));
        assertThatThrownBy(() -> SampleSource.read(data, model.model().format()))
                .hasMessage("All labels of sample 0 are hidden by a mask; leave the sample out of the DataSet");
    }

    @Test
    void classesOfAllStepsAreOneMargin() {
        for (RNNFormat format : RNNFormat.values()) {
            boolean last = format == RNNFormat.NWC;
            TestedModel model = TestedModel.of(steps(format)).range(-1, 1);
            // three steps; the outputs of a step are its first feature, its second, and 0
            INDArray features = Nd4j.createFromArray(new float[][][] {{{0.5f, -0.25f, 0}, {0.25f, -0.5f, 1}}});
            INDArray labels = Nd4j.createFromArray(new float[][][] {{{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}});
            DataSet data =
                    new DataSet(last ? features.permute(0, 2, 1) : features, last ? labels.permute(0, 2, 1) : labels);

            Samples samples = SampleSource.read(data, model.model().format());
            DifferentiableClassifier classifier =
                    (DifferentiableClassifier) model.model().classifier(samples.shape());

            // the margins are -0.25, -0.25 and -1: the first counts
            assertThat(samples.shape().labels()).isEqualTo(3);
            assertThat(samples.input(0)).endsWith(0, 2, 1);
            try (ForwardPass pass = classifier.forward(samples.inputs())) {
                assertThat(pass.logits().values()).containsExactly(new float[] {0, -0.25f}, within(1e-6f));
                float[] gradient =
                        pass.backward(new Matrix(1, 2, new float[] {0, 1})).values();
                assertThat(gradient)
                        .containsExactly(
                                last
                                        ? new float[] {-1, 1, 0, 0, 0, 0, 0, 0, 0}
                                        : new float[] {-1, 0, 0, 1, 0, 0, 0, 0, 0},
                                within(1e-6f));
            }
            assertThat(model.model()
                            .predictor(samples.shape())
                            .scores(samples.inputs())
                            .argMax(0))
                    .isZero();

            data.setLabelsMaskArray(Nd4j.createFromArray(new float[][] {{0, 0, 1}}));
            Samples masked = SampleSource.read(data, model.model().format());
            assertThat(masked.input(0)).endsWith(-1, -1, 1);
            assertThat(classifier.logits(masked.inputs()).values()).containsExactly(new float[] {0, -1}, within(1e-6f));
        }
    }

    @Test
    void theLastStepHasClassesOfItsOwn() {
        TestedModel model =
                TestedModel.of(steps(RNNFormat.NCW)).named("words").lastStep().range(-1, 1);
        INDArray features = Nd4j.createFromArray(new float[][][] {{{0.5f, -0.25f, 0}, {0.25f, -0.5f, 1}}});
        INDArray labels = Nd4j.createFromArray(new float[][][] {{{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}});

        Samples samples =
                SampleSource.read(new DataSet(features, labels), model.model().format());
        Samples ofLast = SampleSource.read(
                new DataSet(features, Nd4j.createFromArray(new float[][] {{0, 1, 0}})),
                model.model().format());
        DifferentiableClassifier classifier =
                (DifferentiableClassifier) model.model().classifier(samples.shape());

        assertThat(model.name()).isEqualTo("words, last step");
        assertThat(samples.label(0)).isOne();
        assertThat(ofLast.label(0)).isOne();
        assertThat(samples.shape().labels()).isZero();
        try (ForwardPass pass = classifier.forward(samples.inputs())) {
            assertThat(pass.logits().values()).containsExactly(new float[] {0, 1, 0}, within(1e-6f));
            assertThat(pass.backward(new Matrix(1, 3, new float[] {2, 3, 5})).values())
                    .containsExactly(new float[] {0, 0, 2, 0, 0, 3}, within(1e-6f));
        }
        assertThat(model.model()
                        .predictor(samples.shape())
                        .scores(samples.inputs())
                        .argMax(0))
                .isOne();
    }

    @Test
    void aLastStepThatIsNotLabelledIsAnError() {
        TestedModel model = TestedModel.of(steps(RNNFormat.NCW)).lastStep();
        DataSet data = new DataSet(
                Nd4j.createFromArray(new float[1][2][3]),
                Nd4j.createFromArray(new float[][][] {{{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}}));
        data.setLabelsMaskArray(Nd4j.createFromArray(new float[][] {{1, 1, 0}}));

        assertThatThrownBy(() -> SampleSource.read(data, model.model().format()))
                .hasMessage("The labels mask hides the label of step 2 of sample 0, the last one that is there; give a"
                        + " features mask that ends where the sequence ends, or labels [n, classes] for the last step"
                        + " alone");
    }

    @Test
    void labelsOfStepsHaveToBeThere() {
        TestedModel model = TestedModel.of(steps(RNNFormat.NCW));
        DataSet ofSamples =
                new DataSet(Nd4j.createFromArray(new float[1][2][3]), Nd4j.createFromArray(new float[][] {{0, 1, 0}}));
        DataSet torn = new DataSet(
                Nd4j.createFromArray(new float[1][2][3]),
                Nd4j.createFromArray(new float[][][] {{{1, 0, 0}, {0, 0, 1}, {0, 0, 0}}}));

        assertThatThrownBy(() -> SampleSource.read(ofSamples, model.model().format()))
                .hasMessage(
                        "Labels must be [n, classes, steps or pixels], since the model gives an output for each step or"
                                + " pixel, but have the shape [1, 3]; where the last step of a sequence is labelled alone, choose it"
                                + " with TestedModel.lastStep()");
        assertThatThrownBy(() -> SampleSource.read(torn, model.model().format()))
                .hasMessage(
                        "The label of sample 0 at step or pixel 1 is [0.0, 0.0, 0.0]; labels must be one-hot: a single"
                                + " 1, the rest 0");
        assertThatThrownBy(() -> model.label(0))
                .hasMessage(
                        "'layer0' (RnnOutputLayer) gives classes, of which one is right, and not labels; leave label 0"
                                + " out, or seek a class with a target");
    }

    @Test
    void classesOfAllPixelsAreOneMargin() {
        for (CNN2DFormat format : CNN2DFormat.values()) {
            boolean last = format == CNN2DFormat.NHWC;
            TestedModel model = TestedModel.of(pixels(format)).range(0, 1);
            // two classes: the pixel, and twice the pixel minus one
            INDArray features = Nd4j.createFromArray(new float[][][][] {{{{0.5f, 1}, {0.75f, 0.25f}}}});
            INDArray labels = Nd4j.createFromArray(new float[][][][] {{{{1, 0}, {1, 1}}, {{0, 1}, {0, 0}}}});
            DataSet data = new DataSet(
                    last ? features.permute(0, 2, 3, 1) : features, last ? labels.permute(0, 2, 3, 1) : labels);

            Samples samples = SampleSource.read(data, model.model().format());

            // the margins of class 1 are -0.5, 0, -0.25 and -0.75: 0 of the second pixel counts, which is labelled 1
            assertThat(samples.shape().labels()).isEqualTo(4);
            assertThat(samples.input(0)).endsWith(0, 1, 0, 0);
            assertThat(model.model()
                            .classifier(samples.shape())
                            .logits(samples.inputs())
                            .values())
                    .containsExactly(new float[] {0, 0}, within(1e-6f));
            // of equal outputs the first class is predicted, which is the wrong one
            assertThat(model.model()
                            .predictor(samples.shape())
                            .scores(samples.inputs())
                            .argMax(0))
                    .isOne();
        }
    }

    @Test
    void whatGivesLabelsIsNotHardened() {
        TestedModel model = TestedModel.of(labels());

        assertThatThrownBy(() -> model.model().trainable(InputShape.flat(2).withLabels(3), 1, 1))
                .hasMessage(
                        "Hardening trains a network that gives one class for each sample and nothing else, but this one"
                                + " gives labels, classes for each step, or several outputs; train it with adversarial examples of"
                                + " your own, which an attack on it finds");
    }

    private static Samples samples(TestedModel model, float[][] features, float[][] labels) {
        return SampleSource.read(
                new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels)),
                model.model().format());
    }

    private static MultiLayerNetwork labels() {
        return network(
                InputType.feedForward(2),
                LABELS,
                new OutputLayer.Builder(LossFunction.XENT)
                        .nOut(3)
                        .activation(Activation.SIGMOID)
                        .build());
    }

    private static MultiLayerNetwork steps(RNNFormat format) {
        return network(
                InputType.recurrent(2, 3, format),
                new float[] {1, 0, 0, 1, 0, 0, 0, 0, 0},
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .dataFormat(format)
                        .activation(Activation.SOFTMAX)
                        .build());
    }

    private static MultiLayerNetwork pixels(CNN2DFormat format) {
        return network(
                InputType.convolutional(2, 2, 1, format),
                new float[] {0, -1, 1, 2},
                new ConvolutionLayer.Builder(1, 1)
                        .nOut(2)
                        .dataFormat(format)
                        .activation(Activation.IDENTITY)
                        .build(),
                new CnnLossLayer.Builder(LossFunction.MCXENT)
                        .format(format)
                        .activation(Activation.SOFTMAX)
                        .build());
    }

    private static MultiLayerNetwork network(InputType input, float[] parameters, Layer... layers) {
        NeuralNetConfiguration.ListBuilder builder =
                new NeuralNetConfiguration.Builder().updater(new Sgd(0.1)).list();
        for (Layer layer : layers) {
            builder.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(builder.setInputType(input).build());
        network.init();
        network.setParams(Nd4j.createFromArray(parameters).reshape(1, parameters.length));
        return network;
    }
}
