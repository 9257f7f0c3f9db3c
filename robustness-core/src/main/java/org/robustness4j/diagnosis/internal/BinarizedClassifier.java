package org.robustness4j.diagnosis.internal;

import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.EmbeddedClassifier;
import org.robustness4j.model.internal.EmbeddingTable;

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
        if (model instanceof DifferentiableClassifier differentiable) {
            return new Differentiable(differentiable, readout);
        }
        return model instanceof EmbeddedClassifier embedded
                ? new Embedded(embedded, readout)
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
    public OptionalInt vocabulary() {
        return model.vocabulary();
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
            return new ReadPass(model.forward(batch), readout, model.classes());
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

    private static final class Embedded extends BinarizedClassifier implements EmbeddedClassifier {

        private final EmbeddedClassifier model;
        private final LinearReadout readout;

        Embedded(EmbeddedClassifier model, LinearReadout readout) {
            super(model, readout);
            this.model = model;
            this.readout = readout;
        }

        @Override
        public EmbeddingTable table() {
            return model.table();
        }

        @Override
        public ForwardPass embedded(Matrix batch) {
            return new ReadPass(model.embedded(batch), readout, model.classes());
        }

        @Override
        public EmbeddedClassifier withMemory(long bytes) {
            return this;
        }

        @Override
        public EmbeddedClassifier fork() {
            return new Embedded(model.fork(), readout);
        }
    }

    /** A pass of the model, read. */
    private record ReadPass(ForwardPass pass, LinearReadout readout, int modelClasses) implements ForwardPass {

        @Override
        public Matrix logits() {
            return readout.of(pass.logits());
        }

        @Override
        public Matrix backward(Matrix upstream) {
            return pass.backward(readout.backward(upstream, modelClasses));
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
