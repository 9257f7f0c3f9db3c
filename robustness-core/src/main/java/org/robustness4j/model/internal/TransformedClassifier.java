package org.robustness4j.model.internal;

import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** A classifier whose input goes through something first. */
class TransformedClassifier implements Classifier {

    private final Classifier model;
    private final InputTransformation.Rows rows;

    private TransformedClassifier(Classifier model, InputTransformation.Rows rows) {
        this.model = model;
        this.rows = rows;
    }

    /**
     * Gives gradients if the classifier does.
     *
     * @throws IllegalArgumentException if the classifier takes indices
     */
    static Classifier of(Classifier model, InputTransformation.Rows rows) {
        if (model.vocabulary().isPresent() || model instanceof EmbeddedClassifier) {
            throw new IllegalArgumentException(
                    "The model takes indices, which are not standardised or scaled;" + " leave that out");
        }
        return model instanceof DifferentiableClassifier differentiable
                ? new Differentiable(differentiable, rows)
                : new TransformedClassifier(model, rows);
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
        return new TransformedClassifier(model.withMemory(bytes), rows);
    }

    @Override
    public Classifier fork() {
        return new TransformedClassifier(model.fork(), rows);
    }

    private static final class Differentiable extends TransformedClassifier implements DifferentiableClassifier {

        private final DifferentiableClassifier model;
        private final InputTransformation.Rows rows;

        Differentiable(DifferentiableClassifier model, InputTransformation.Rows rows) {
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

    private record Pass(ForwardPass pass, InputTransformation.Rows rows) implements ForwardPass {

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
