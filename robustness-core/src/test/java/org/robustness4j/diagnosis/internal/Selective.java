package org.robustness4j.diagnosis.internal;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** One model for dark images, and another, with the same logits, for the rest: gradients differ. */
record Selective(DifferentiableClassifier light, DifferentiableClassifier dark) implements DifferentiableClassifier {

    private static final double DARK = 0.09;

    static boolean isDark(float[] image) {
        double sum = 0;
        for (float value : image) {
            sum += value;
        }
        return sum < DARK * image.length;
    }

    @Override
    public int classes() {
        return light.classes();
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        ForwardPass ofLight = light.forward(batch);
        ForwardPass ofDark = dark.forward(batch);
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return ofLight.logits();
            }

            @Override
            public Matrix backward(Matrix upstream) {
                float[] gradients = ofLight.backward(upstream).values().clone();
                Matrix others = ofDark.backward(upstream);
                for (int i = 0; i < batch.rows(); i++) {
                    if (isDark(batch.row(i))) {
                        System.arraycopy(others.row(i), 0, gradients, i * batch.columns(), batch.columns());
                    }
                }
                return new Matrix(batch.rows(), batch.columns(), gradients);
            }

            @Override
            public void close() {
                ofLight.close();
                ofDark.close();
            }
        };
    }

    @Override
    public DifferentiableClassifier fork() {
        return new Selective(light.fork(), dark.fork());
    }
}
