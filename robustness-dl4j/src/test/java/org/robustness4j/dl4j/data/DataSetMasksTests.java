package org.robustness4j.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;

/**
 * The logit of class 1 is 20 times the mean over time, less 6. Of the first two steps, the means are 0.5, 0.2, 0.55 and 0.2: the
 * classes 1, 0, 1, 0. With two steps of padding they are halved, and every sample is taken for class 0.
 */
class DataSetMasksTests {

    private static final float[] PADDED = {.5f, .5f, 0, 0, .2f, .2f, 0, 0, .6f, .5f, 0, 0, .1f, .3f, 0, 0};
    private static final float[] CUT = {.5f, .5f, .2f, .2f, .6f, .5f, .1f, .3f};
    private static final INDArray LABELS = Nd4j.create(new float[][] {{0, 1}, {1, 0}, {0, 1}, {1, 0}});

    @Test
    void hiddenStepsAreThoseOfTheSamples() {
        DataSet data = new DataSet(sequences(PADDED, 4), LABELS, mask(1, 1, 0, 0), null);

        Samples samples = SampleSource.read(data, false);

        assertThat(samples.shape()).isEqualTo(new InputShape(Layout.NCW, 1, 1, 4).withMask());
        assertThat(samples.input(2)).containsExactly(.6f, .5f, 0, 0, 1, 1, 0, 0);
        assertThat(right(data)).isEqualTo(4);
        assertThat(right(new ListDataSetIterator<>(List.of(data), 4))).isEqualTo(4);
    }

    @Test
    void aMaskBesideRowsOfValuesMakesStepsOfThem() {
        INDArray rows = Nd4j.create(new float[][] {{3, 1, 0}, {2, 0, 0}});
        INDArray mask = Nd4j.create(new float[][] {{1, 1, 0}, {1, 0, 0}});
        INDArray labels = Nd4j.create(new float[][] {{0, 1}, {1, 0}});

        Samples samples = SampleSource.read(new DataSet(rows, labels, mask, null), false);

        assertThat(samples.shape()).isEqualTo(new InputShape(Layout.NCW, 1, 1, 3).withMask());
        assertThat(samples.input(0)).containsExactly(3, 1, 0, 1, 1, 0);
    }

    @Test
    void sequencesCutToOneLengthAreClassifiedAsTheNetworkDoesByHand() {
        assertThat(right(new DataSet(sequences(CUT, 2), LABELS))).isEqualTo(4);
    }

    @Test
    void aMaskOfOnesMeansNothing() {
        DataSet data = new DataSet(sequences(CUT, 2), LABELS, mask(1, 1), Nd4j.ones(4, 1));

        assertThat(right(data)).isEqualTo(4);
        assertThat(right(new ListDataSetIterator<>(data.asList(), 3))).isEqualTo(4);
    }

    static Stream<INDArray> masksThatHide() {
        return Stream.of(
                mask(1, 0),
                mask(1, 0).castTo(DataType.BOOL),
                mask(1, 0.5),
                mask(1, Double.NaN),
                Nd4j.create(new float[][] {{1}, {1}, {0}, {1}}));
    }

    @Test
    void aMaskHasOneAndZeroAlone() {
        for (double value : new double[] {0.5, Double.NaN, 2}) {
            DataSet data = new DataSet(sequences(CUT, 2), LABELS, mask(1, value), null);

            assertThatThrownBy(() -> SampleSource.read(data, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The features mask of the DataSet has the value " + (float) value
                            + " for step 1 of sample 0; it holds 1 for a step that is there and 0 for padding");
        }
    }

    /** Channels last where they are expected first, and the mask for it; a mask that is turned round; one too short. */
    @Test
    void theShapeOfAMaskIsSaid() {
        INDArray features = Nd4j.zeros(4, 5, 2);
        assertThatThrownBy(() -> SampleSource.read(new DataSet(features, LABELS, Nd4j.ones(4, 5), null), false))
                .hasMessage("The features mask of the DataSet has the shape [4, 5], but must have [4, 2], one value for"
                        + " each step of the features [4, 5, 2]; it has as many as their other axis: for this model the"
                        + " steps are the last axis, so move the axes of the features");
        assertThatThrownBy(() -> SampleSource.read(new DataSet(features, LABELS, Nd4j.ones(4, 2), null), true))
                .hasMessageEndingWith("for this model the steps are the second axis, so move the axes of the features");
        for (INDArray wrong : List.of(Nd4j.ones(2, 4), Nd4j.ones(4, 3), Nd4j.ones(1, 8))) {
            assertThatThrownBy(() -> SampleSource.read(new DataSet(features, LABELS, wrong, null), false))
                    .hasMessageContaining("but must have [4, 2]")
                    .hasMessageEndingWith("; give a mask of this shape");
        }
    }

    @Test
    void whatIsNoStepCannotBeHidden() {
        INDArray mask = Nd4j.create(new float[][] {{1}, {1}, {0}, {1}});

        assertThatThrownBy(() -> SampleSource.read(new DataSet(sequences(CUT, 2), LABELS, mask, null), false))
                .hasMessageContaining("The features mask of the DataSet, of the shape [4, 1], hides 1 of 4 entries")
                .hasMessageContaining("only the steps of sequences can be hidden");
    }

    @ParameterizedTest
    @MethodSource("masksThatHide")
    void aMaskOfLabelsHidesWhereItIsNotOne(INDArray mask) {
        assertThatThrownBy(() -> SampleSource.read(new DataSet(sequences(CUT, 2), LABELS, null, mask), false))
                .hasMessageContaining("The labels mask of the DataSet")
                .hasMessageContaining("leave the samples out");
    }

    @Test
    void theFirstHiddenSampleIsNamed() {
        INDArray mask = Nd4j.create(new float[][] {{1}, {1}, {0}, {1}});

        assertThatThrownBy(() -> SampleSource.read(new DataSet(sequences(CUT, 2), LABELS, null, mask), false))
                .hasMessageContaining("hides 1 of 4 entries, the first of sample 2");
    }

    @Test
    void sequencesOfDifferentLengthsAreFilledUp() {
        DataSet two = new DataSet(sequences(new float[] {.5f, .5f}, 2), Nd4j.create(new float[][] {{0, 1}}));
        DataSet four = new DataSet(sequences(new float[] {.5f, .5f, .5f, .5f}, 4), Nd4j.create(new float[][] {{0, 1}}));
        ListDataSetIterator<DataSet> both = new ListDataSetIterator<>(List.of(two, four), 1);

        Samples samples = SampleSource.read(both, false);

        assertThat(samples.input(0)).containsExactly(.5f, .5f, 0, 0, 1, 1, 0, 0);
        assertThat(samples.input(1)).containsExactly(.5f, .5f, .5f, .5f, 1, 1, 1, 1);
        both.reset();
        assertThat(right(both)).isEqualTo(2);
    }

    @Test
    void sequencesWithOtherFeaturesAreRefused() {
        DataSet one = new DataSet(sequences(new float[] {.5f, .5f}, 2), Nd4j.create(new float[][] {{0, 1}}));
        DataSet other = new DataSet(Nd4j.create(1, 2, 2), Nd4j.create(new float[][] {{0, 1}}));

        assertThatThrownBy(() -> SampleSource.read(new ListDataSetIterator<>(List.of(one, other), 1), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the shapes [1, 2] and [2, 2]");
    }

    @Test
    void stepsLaterThanTheAxisOfTheFeaturesAreNotMerged() {
        DataSet two = new DataSet(Nd4j.create(1, 2, 1), Nd4j.create(new float[][] {{0, 1}}));
        DataSet four = new DataSet(Nd4j.create(1, 4, 1), Nd4j.create(new float[][] {{0, 1}}));

        assertThatThrownBy(() -> SampleSource.read(new ListDataSetIterator<>(List.of(two, four), 1), true))
                .hasMessageContaining("cut the sequences to one length");
    }

    private static long right(Object data) {
        Samples samples = SampleSource.read(data, false);
        TestedModel model = TestedModel.of(network()).range(0, 1);
        return new RobustnessEvaluator(model, samples, RunOptions.seed(0))
                .cleanAccuracy()
                .count();
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(1, RNNFormat.NCW))
                .build());
        network.init();
        network.getLayer(1).setParam("W", Nd4j.create(new float[][] {{0, 20}}));
        network.getLayer(1).setParam("b", Nd4j.create(new float[][] {{0, -6}}));
        return network;
    }

    private static INDArray sequences(float[] values, int length) {
        return Nd4j.create(values, new long[] {values.length / length, 1, length}, 'c');
    }

    private static INDArray mask(double... steps) {
        return Nd4j.create(new double[][] {steps, steps, steps, steps});
    }
}
