package org.robustness4j.junit.engine.testcases;

import java.util.Locale;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.Predictor;

/** Numbers below and above a threshold; system properties change the threshold and the numbers. */
public class ReplayedTestCase {

    /** The system property that moves the threshold from 0.5. */
    public static final String THRESHOLD = "org.robustness4j.junit.replayed.threshold";

    /** The system property that moves the samples. */
    public static final String SHIFT = "org.robustness4j.junit.replayed.shift";

    private static final int COUNT = 20;

    @ModelUnderTest
    static AdaptedModel threshold() {
        return new Model(Float.parseFloat(System.getProperty(THRESHOLD, "0.5")));
    }

    @TestSamples(range = {0, 1})
    static Samples samples() {
        float shift = Float.parseFloat(System.getProperty(SHIFT, "0"));
        float[] values = new float[COUNT];
        int[] labels = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = (i + 0.5f) / COUNT + shift;
            labels[i] = values[i] > 0.5f ? 1 : 0;
        }
        return new Samples(InputShape.flat(1), new Matrix(COUNT, 1, values), labels);
    }

    @RobustnessTest(
            attack = Pgd.class,
            epsilon = {0.05, 0.2})
    void isBrokenNearTheThreshold() {}

    @RobustnessSuite(attack = Pgd.class, epsilon = 0.15, fakeImages = 3)
    void isAttackedInEveryWay() {}

    private record Model(float threshold) implements AdaptedModel {

        @Override
        public ModelIdentity identity() {
            String sha256 = String.format(Locale.ROOT, "%064x", Float.floatToIntBits(threshold));
            return new ModelIdentity("Threshold", sha256, 1, "Java");
        }

        @Override
        public boolean channelsLast() {
            return false;
        }

        @Override
        public Predictor predictor(InputShape shape) {
            return classifier(shape)::logits;
        }

        @Override
        public Classifier classifier(InputShape shape) {
            return new Threshold(threshold);
        }
    }

    private record Threshold(float threshold) implements DifferentiableClassifier {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            return new Pass(threshold, batch);
        }

        @Override
        public DifferentiableClassifier fork() {
            return this;
        }
    }

    private record Pass(float threshold, Matrix batch) implements ForwardPass {

        @Override
        public Matrix logits() {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i] = threshold - batch.get(i, 0);
                logits[2 * i + 1] = -logits[2 * i];
            }
            return new Matrix(batch.rows(), 2, logits);
        }

        @Override
        public Matrix backward(Matrix upstream) {
            float[] gradients = new float[batch.rows()];
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = upstream.get(i, 1) - upstream.get(i, 0);
            }
            return new Matrix(gradients.length, 1, gradients);
        }

        @Override
        public void close() {}
    }
}
