package org.robustness4j.dl4j.layerwise;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** A gradient as a classifier gives it, and what finite differences are made of. */
final class BatchGradients {

    private BatchGradients() {}

    /** The input gradient of sum(upstream * logits), {@code [n, features]}. */
    static Matrix gradient(DifferentiableClassifier classifier, Matrix batch, Matrix upstream) {
        try (ForwardPass pass = classifier.forward(batch)) {
            return pass.backward(upstream);
        }
    }

    /** Of each sample the sum of upstream * logits. */
    static double[] values(DifferentiableClassifier classifier, Matrix batch, Matrix upstream) {
        Matrix logits = classifier.logits(batch);
        double[] values = new double[batch.rows()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < logits.columns(); j++) {
                values[i] += (double) logits.get(i, j) * upstream.get(i, j);
            }
        }
        return values;
    }

    /** The batch with one feature of every sample moved by a step. */
    static Matrix moved(Matrix batch, int feature, float step) {
        float[] values = batch.values().clone();
        for (int i = 0; i < batch.rows(); i++) {
            values[i * batch.columns() + feature] += step;
        }
        return new Matrix(batch.rows(), batch.columns(), values);
    }
}
