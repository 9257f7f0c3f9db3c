package org.robustness4j.diagnosis.internal;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** A model with two classes whose second logit is bent by a hyperbolic tangent around the first, which is 0: decisions stay. */
record TanhOf(DifferentiableClassifier model) implements DifferentiableClassifier {

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        ForwardPass pass = model.forward(batch);
        float[] values = pass.logits().values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (3 * Math.tanh(values[i]));
        }
        Matrix logits = new Matrix(batch.rows(), 2, values);
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return logits;
            }

            @Override
            public Matrix backward(Matrix upstream) {
                float[] inner = upstream.values().clone();
                for (int i = 0; i < inner.length; i++) {
                    inner[i] *= 3 * (1 - (values[i] / 3) * (values[i] / 3));
                }
                return pass.backward(new Matrix(upstream.rows(), 2, inner));
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }

    @Override
    public DifferentiableClassifier fork() {
        return new TanhOf(model.fork());
    }
}
