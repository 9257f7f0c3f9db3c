package org.robustness4j.diagnosis.internal;

import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** A model behind whose logits a readout decides between two classes. */
class BinarizedClassifier implements Classifier {

    private final Classifier model;
    private final LinearReadout readout;

    private BinarizedClassifier(Classifier model, LinearReadout readout) {
        this.model = model;
        this.readout = readout;
    }

    /** Gives gradients if the model does. */
    static Classifier of(Classifier model, LinearReadout readout) {
        return model instanceof DifferentiableClassifier differentiable
                ? new Differentiable(differentiable, readout)
                : new BinarizedClassifier(model, readout);
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public Matrix logits(Matrix batch) {
        return readout.of(model.logits(batch));
    }

    @Override
    public OptionalInt preferredBatch() {
        return model.preferredBatch();
    }

    @Override
    public boolean isParallel() {
        return model.isParallel();
    }

    @Override
    public String whyNoGradients() {
        return model.whyNoGradients();
    }

    @Override
    public Classifier fork() {
        return of(model.fork(), readout);
    }

    private static final class Differentiable extends BinarizedClassifier implements DifferentiableClassifier {

        private final DifferentiableClassifier model;
        private final LinearReadout readout;

        Differentiable(DifferentiableClassifier model, LinearReadout readout) {
            super(model, readout);
            this.model = model;
            this.readout = readout;
        }

        @Override
        public Matrix logits(Matrix batch) {
            return readout.of(model.logits(batch));
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            ForwardPass pass = model.forward(batch);
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return readout.of(pass.logits());
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    return pass.backward(readout.backward(upstream, model.classes()));
                }

                @Override
                public void close() {
                    pass.close();
                }
            };
        }

        @Override
        public DifferentiableClassifier withMemory(long bytes) {
            return this;
        }

        @Override
        public DifferentiableClassifier fork() {
            return new Differentiable(model.fork(), readout);
        }
    }
}
