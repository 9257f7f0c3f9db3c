package org.robustness4j.model.internal;

import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** A classifier whose scores, and gradients if it gives any, are checked to be one row for each sample. */
class CheckedClassifier implements Classifier {

    private final Classifier classifier;
    private final ScoreShape shape;

    private CheckedClassifier(Classifier classifier) {
        this.classifier = classifier;
        int classes = classifier.classes();
        if (classes < 2) {
            throw new IllegalArgumentException("The classifier "
                    + classifier.getClass().getName() + " has " + classes + " classes; a classifier has at least 2");
        }
        this.shape = new ScoreShape("The classifier " + classifier.getClass().getName(), classes);
    }

    /** @throws IllegalArgumentException if the classifier has fewer than two classes */
    static Classifier of(Classifier classifier) {
        if (classifier instanceof CheckedClassifier) {
            return classifier;
        }
        return classifier instanceof DifferentiableClassifier differentiable
                ? new Differentiable(differentiable)
                : new CheckedClassifier(classifier);
    }

    final ScoreShape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classifier.classes();
    }

    @Override
    public Matrix logits(Matrix batch) {
        return shape.require(classifier.logits(batch), batch.rows());
    }

    @Override
    public OptionalInt preferredBatch() {
        return classifier.preferredBatch();
    }

    @Override
    public boolean isParallel() {
        return classifier.isParallel();
    }

    @Override
    public String computedBy() {
        return classifier.computedBy();
    }

    @Override
    public String whyNoGradients() {
        return classifier.whyNoGradients();
    }

    @Override
    public Classifier withMemory(long bytes) {
        return of(classifier.withMemory(bytes));
    }

    @Override
    public Classifier fork() {
        return of(classifier.fork());
    }

    /** One that gives gradients. */
    private static final class Differentiable extends CheckedClassifier implements DifferentiableClassifier {

        private final DifferentiableClassifier classifier;

        private Differentiable(DifferentiableClassifier classifier) {
            super(classifier);
            this.classifier = classifier;
        }

        @Override
        public Matrix logits(Matrix batch) {
            return super.logits(batch);
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            ForwardPass pass = classifier.forward(batch);
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return shape().require(pass.logits(), batch.rows());
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    return shape().requireGradient(pass.backward(upstream), batch);
                }

                @Override
                public void close() {
                    pass.close();
                }
            };
        }

        @Override
        public DifferentiableClassifier withMemory(long bytes) {
            return new Differentiable(classifier.withMemory(bytes));
        }

        @Override
        public DifferentiableClassifier fork() {
            return new Differentiable(classifier.fork());
        }
    }
}
