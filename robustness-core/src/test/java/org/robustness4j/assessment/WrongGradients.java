package org.robustness4j.assessment;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** The logits of one model with the gradients of another. */
record WrongGradients(DifferentiableClassifier model, DifferentiableClassifier other)
        implements DifferentiableClassifier {

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        ForwardPass pass = model.forward(batch);
        ForwardPass wrong = other.forward(batch);
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return pass.logits();
            }

            @Override
            public Matrix backward(Matrix upstream) {
                return wrong.backward(upstream);
            }

            @Override
            public void close() {
                pass.close();
                wrong.close();
            }
        };
    }

    @Override
    public DifferentiableClassifier fork() {
        return this;
    }
}
