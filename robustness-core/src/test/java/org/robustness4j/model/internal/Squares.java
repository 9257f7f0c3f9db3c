package org.robustness4j.model.internal;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * A classifier of a user that keeps all its promises, and counts how often it is called, its forks included: the second of
 * two logits is the sum of the squares.
 */
class Squares implements DifferentiableClassifier {

    int logitsCalls;
    int passes;
    int gradients;

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public Matrix logits(Matrix batch) {
        logitsCalls++;
        return squares(batch);
    }

    static Matrix squares(Matrix batch) {
        float[] logits = new float[2 * batch.rows()];
        for (int i = 0; i < batch.rows(); i++) {
            for (float value : batch.row(i)) {
                logits[2 * i + 1] += value * value;
            }
        }
        return new Matrix(batch.rows(), 2, logits);
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        passes++;
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return squares(batch);
            }

            @Override
            public Matrix backward(Matrix upstream) {
                gradients++;
                return gradient(batch, upstream);
            }

            @Override
            public void close() {}
        };
    }

    Matrix gradient(Matrix batch, Matrix upstream) {
        float[] values = new float[batch.rows() * batch.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * batch.values()[i] * upstream.get(i / batch.columns(), 1);
        }
        return new Matrix(batch.rows(), batch.columns(), values);
    }

    @Override
    public DifferentiableClassifier fork() {
        return this;
    }
}
