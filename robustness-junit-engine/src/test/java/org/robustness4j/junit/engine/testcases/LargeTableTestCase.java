package org.robustness4j.junit.engine.testcases;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.SampleSlice;
import org.robustness4j.junit.TestSamples;

/** A linear model of two classes on a table of 100,000 rows of 4 features, each labelled as the model sees it. */
public class LargeTableTestCase {

    public static final int ROWS = 100_000;
    public static final double EPSILON = 0.1;

    private static final float[] WEIGHTS = {1, -2, 3, -1};
    private static final float BIAS = -0.5f;
    private static final float[] VALUES = values();

    @ModelUnderTest
    static MultiLayerNetwork network = linear(
            4, 2, new float[][] {{0, WEIGHTS[0]}, {0, WEIGHTS[1]}, {0, WEIGHTS[2]}, {0, WEIGHTS[3]}}, new float[] {
                0, BIAS
            });

    @TestSamples(range = {0, 1})
    static Samples samples() {
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = margin(i) > 0 ? 1 : 0;
        }
        return new Samples(InputShape.flat(4), new Matrix(ROWS, 4, VALUES), labels);
    }

    @SampleSlice("every second")
    static int[] everySecond() {
        int[] indices = new int[ROWS / 2];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = 2 * i;
        }
        return indices;
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = EPSILON, maxSuccessRate = 0.5, maxSliceSuccessRate = 0.5)
    void resistsOneStep() {}

    /** A model that is one layer. */
    static MultiLayerNetwork linear(int features, int classes, float[][] weights, float[] biases) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(features)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        network.setParam("0_W", Nd4j.create(weights));
        network.setParam("0_b", Nd4j.create(biases).reshape(1, classes));
        return network;
    }

    private static float[] values() {
        RandomGenerator random = new SplittableRandom(1);
        float[] values = new float[4 * ROWS];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static double margin(int row) {
        double margin = BIAS;
        for (int j = 0; j < 4; j++) {
            margin += WEIGHTS[j] * VALUES[4 * row + j];
        }
        return margin;
    }

    /** How many rows any adversary can turn: each feature goes as far against the margin as ball and range let it. */
    public static long breakable() {
        long breakable = 0;
        for (int row = 0; row < ROWS; row++) {
            double margin = margin(row);
            double turned = Math.abs(margin);
            for (int j = 0; j < 4; j++) {
                double value = VALUES[4 * row + j];
                boolean up = WEIGHTS[j] > 0 != margin > 0;
                turned -= Math.abs(WEIGHTS[j]) * Math.min(EPSILON, up ? 1 - value : value);
            }
            breakable += turned < 0 ? 1 : 0;
        }
        return breakable;
    }
}
