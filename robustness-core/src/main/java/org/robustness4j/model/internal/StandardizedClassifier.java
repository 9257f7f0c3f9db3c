package org.robustness4j.model.internal;

import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** A classifier whose input is standardised first. */
class StandardizedClassifier implements Classifier {

    private final Classifier model;
    private final Standardization.Rows rows;

    private StandardizedClassifier(Classifier model, Standardization.Rows rows) {
        this.model = model;
        this.rows = rows;
    }

    /**
     * Gives gradients if the classifier does.
     *
     * @throws IllegalArgumentException if the classifier takes indices
     */
    static Classifier of(Classifier model, Standardization.Rows rows) {
        if (model.vocabulary().isPresent() || model instanceof EmbeddedClassifier) {
            throw new IllegalArgumentException("The model takes indices, of which there is no mean and no deviation;"
                    + " leave the standardisation out");
        }
        return model instanceof DifferentiableClassifier differentiable
                ? new Differentiable(differentiable, rows)
                : new StandardizedClassifier(model, rows);
    }

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public Matrix logits(Matrix batch) {
        return model.logits(rows.applied(batch));
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
    public String computedBy() {
        return model.computedBy();
    }

    @Override
    public String whyNoGradients() {
        return model.whyNoGradients();
    }

    @Override
    public Classifier withMemory(long bytes) {
        return new StandardizedClassifier(model.withMemory(bytes), rows);
    }

    @Override
    public Classifier fork() {
        return new StandardizedClassifier(model.fork(), rows);
    }

    private static final class Differentiable extends StandardizedClassifier implements DifferentiableClassifier {

        private final DifferentiableClassifier model;
        private final Standardization.Rows rows;

        Differentiable(DifferentiableClassifier model, Standardization.Rows rows) {
            super(model, rows);
            this.model = model;
            this.rows = rows;
        }

        @Override
        public Matrix logits(Matrix batch) {
            return model.logits(rows.applied(batch));
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            return new Pass(model.forward(rows.applied(batch)), rows);
        }

        @Override
        public DifferentiableClassifier withMemory(long bytes) {
            return new Differentiable(model.withMemory(bytes), rows);
        }

        @Override
        public DifferentiableClassifier fork() {
            return new Differentiable(model.fork(), rows);
        }
    }

    private record Pass(ForwardPass pass, Standardization.Rows rows) implements ForwardPass {

        @Override
        public Matrix logits() {
            return pass.logits();
        }

        @Override
        public Matrix backward(Matrix upstream) {
            return rows.backward(pass.backward(upstream));
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
