package org.robustness4j.junit.engine.testcases;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/** Which of 1,000 points in 8 dimensions is the nearest: a linear model, and four samples of each class. */
public class ThousandClassesTestCase {

    public static final int CLASSES = 1000;

    private static final int FEATURES = 8;
    private static final int EACH = 4;
    private static final float SHARPNESS = 20;
    private static final float[][] CENTRES = centres();

    private static float[][] centres() {
        RandomGenerator random = new SplittableRandom(2);
        float[][] centres = new float[CLASSES][FEATURES];
        for (float[] centre : centres) {
            for (int j = 0; j < FEATURES; j++) {
                centre[j] = random.nextFloat();
            }
        }
        return centres;
    }

    @ModelUnderTest
    static MultiLayerNetwork network() {
        float[][] weights = new float[FEATURES][CLASSES];
        float[] biases = new float[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            for (int j = 0; j < FEATURES; j++) {
                weights[j][c] = 2 * SHARPNESS * CENTRES[c][j];
                biases[c] -= SHARPNESS * CENTRES[c][j] * CENTRES[c][j];
            }
        }
        return LargeTableTestCase.linear(FEATURES, CLASSES, weights, biases);
    }

    @TestSamples(range = {0, 1})
    static Samples samples() {
        RandomGenerator random = new SplittableRandom(3);
        float[] values = new float[EACH * CLASSES * FEATURES];
        int[] labels = new int[EACH * CLASSES];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % CLASSES;
            for (int j = 0; j < FEATURES; j++) {
                double value = CENTRES[labels[i]][j] + 0.02 * random.nextGaussian();
                values[i * FEATURES + j] = (float) Math.max(0, Math.min(1, value));
            }
        }
        return new Samples(InputShape.flat(FEATURES), new Matrix(labels.length, FEATURES, values), labels);
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.05, maxSuccessRate = 0.9)
    void resistsOneStep() {}
}
