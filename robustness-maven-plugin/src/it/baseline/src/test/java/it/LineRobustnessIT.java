package it;

import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Points left and right of a line, which the system property {@code it.slope} tilts: it changes no clean prediction, but a step
 * of epsilon breaks what is within (1 + slope) epsilon.
 */
class LineRobustnessIT {

    private static final int POINTS = 40;

    private record Line(float slope) implements DifferentiableClassifier {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i + 1] = 10 * (batch.get(i, 0) - 0.5f + slope * (batch.get(i, 1) - 0.5f));
            }
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return new Matrix(batch.rows(), 2, logits);
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] gradients = new float[2 * upstream.rows()];
                    for (int i = 0; i < upstream.rows(); i++) {
                        gradients[2 * i] = 10 * upstream.get(i, 1);
                        gradients[2 * i + 1] = 10 * slope * upstream.get(i, 1);
                    }
                    return new Matrix(upstream.rows(), 2, gradients);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public DifferentiableClassifier fork() {
            return this;
        }
    }

    @ModelUnderTest("line")
    static DifferentiableClassifier line() {
        return new Line(Integer.getInteger("it.slope"));
    }

    @TestSamples(range = {0, 1})
    static Samples points() {
        float[] points = new float[2 * POINTS];
        int[] labels = new int[POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[2 * i] = (i + 0.5f) / POINTS;
            points[2 * i + 1] = 0.5f;
            labels[i] = i < POINTS / 2 ? 0 : 1;
        }
        return new Samples(InputShape.flat(2), new Matrix(POINTS, 2, points), labels);
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.1)
    void isAttacked() {}
}
