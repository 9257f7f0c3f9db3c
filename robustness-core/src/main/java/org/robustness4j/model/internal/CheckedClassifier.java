package org.robustness4j.model.internal;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * A classifier whose scores, and gradients if it gives any, are checked at every call to be there and to be one row for
 * each sample. The rest of what a user's classifier promises is tried with the first batch that it is given.
 */
public class CheckedClassifier implements Classifier {

    private final Classifier classifier;
    private final ClassifierCalls calls;
    private final ScoreShape shape;
    private final @Nullable ClassifierContract contract;

    private CheckedClassifier(Classifier classifier, boolean isUsers, @Nullable ClassifierContract contract) {
        this.classifier = classifier;
        this.calls = new ClassifierCalls(classifier.getClass(), isUsers);
        this.contract = contract;
        int classes = calls.of("classes()", "the number of classes, at least 2", classifier::classes);
        if (classes < 2) {
            throw new IllegalArgumentException(
                    calls.subject() + " has " + classes + " classes; a classifier has at least 2");
        }
        this.shape = new ScoreShape(calls.subject(), classes);
    }

    /**
     * A classifier of this library, whose promises nobody has to try.
     *
     * @throws IllegalArgumentException if the classifier has fewer than two classes
     */
    public static Classifier of(Classifier classifier) {
        return of(classifier, false, null);
    }

    /**
     * A classifier that a user may have written, whose promises are tried once.
     *
     * @throws IllegalArgumentException if the classifier has fewer than two classes
     */
    public static Classifier ofUser(Classifier classifier) {
        return ofUser(classifier, new ClassifierContract());
    }

    /** The same, where other copies of the classifier are tried too: one of them is enough. */
    static Classifier ofUser(Classifier classifier, ClassifierContract contract) {
        return of(classifier, true, contract);
    }

    private static Classifier of(Classifier classifier, boolean isUsers, @Nullable ClassifierContract contract) {
        if (classifier instanceof CheckedClassifier) {
            return classifier;
        }
        if (classifier instanceof DifferentiableClassifier differentiable) {
            return new Differentiable(differentiable, isUsers, contract);
        }
        return classifier instanceof EmbeddedClassifier embedded
                ? new Embedded(embedded, isUsers, contract)
                : new CheckedClassifier(classifier, isUsers, contract);
    }

    /** The same classifier, of which nothing is tried. */
    private Classifier untried() {
        return of(classifier, calls.isUsers(), null);
    }

    final String subject() {
        return calls.subject();
    }

    final void tryWith(Matrix batch) {
        if (contract != null && batch.rows() > 0) {
            contract.require(this::untried, batch);
        }
    }

    @Override
    public int classes() {
        return shape.classes();
    }

    @Override
    public Matrix logits(Matrix batch) {
        tryWith(batch);
        return shape.require(calls.on(batch, "logits", () -> classifier.logits(batch)), batch.rows());
    }

    @Override
    public OptionalInt preferredBatch() {
        OptionalInt preferred = calls.of("preferredBatch()", "OptionalInt.empty()", classifier::preferredBatch);
        if (preferred.orElse(1) < 1) {
            throw new IllegalStateException(calls.subject() + " prefers batches of " + preferred.getAsInt()
                    + " samples; at least 1 is needed, or OptionalInt.empty()");
        }
        return preferred;
    }

    @Override
    public boolean isParallel() {
        return classifier.isParallel();
    }

    @Override
    public String computedBy() {
        return calls.of("computedBy()", "a name of what computes the logits", classifier::computedBy);
    }

    @Override
    public String whyNoGradients() {
        return calls.of("whyNoGradients()", "a clause for messages", classifier::whyNoGradients);
    }

    @Override
    public OptionalInt vocabulary() {
        return calls.of("vocabulary()", "OptionalInt.empty()", classifier::vocabulary);
    }

    @Override
    public Classifier withMemory(long bytes) {
        return same(
                "withMemory", calls.of("withMemory()", "the classifier itself", () -> classifier.withMemory(bytes)));
    }

    @Override
    public Classifier fork() {
        return same("fork", calls.of("fork()", "a classifier with the same weights", classifier::fork));
    }

    private Classifier same(String call, Classifier other) {
        Classifier checked = of(other, calls.isUsers(), contract);
        if (checked.classes() != classes()) {
            throw new IllegalStateException(calls.subject() + " has " + classes() + " classes, but its " + call
                    + "() has " + checked.classes() + "; give the same classifier, with the same classes");
        }
        return checked;
    }

    /** One that gives gradients. */
    private static final class Differentiable extends CheckedClassifier implements DifferentiableClassifier {

        private final DifferentiableClassifier classifier;

        private Differentiable(
                DifferentiableClassifier classifier, boolean isUsers, @Nullable ClassifierContract contract) {
            super(classifier, isUsers, contract);
            this.classifier = classifier;
        }

        @Override
        public Matrix logits(Matrix batch) {
            return super.logits(batch);
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            tryWith(batch);
            ClassifierCalls calls = super.calls;
            ScoreShape shape = super.shape;
            ForwardPass pass = calls.on(batch, "forward", () -> classifier.forward(batch));
            if (pass == null) {
                throw new IllegalStateException(calls.subject() + " gives null from forward for a batch of "
                        + ClassifierCalls.shape(batch) + "; give a ForwardPass");
            }
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return shape.require(calls.on(batch, "logits of a pass", pass::logits), batch.rows());
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    return shape.requireGradient(
                            calls.on(batch, upstream, "backward", () -> pass.backward(upstream)), batch);
                }

                @Override
                public void close() {
                    pass.close();
                }
            };
        }

        @Override
        public DifferentiableClassifier withMemory(long bytes) {
            return (DifferentiableClassifier) super.withMemory(bytes);
        }

        @Override
        public DifferentiableClassifier fork() {
            return (DifferentiableClassifier) super.fork();
        }
    }

    /** One that looks indices up; of this library, since users are not told of it. */
    private static final class Embedded extends CheckedClassifier implements EmbeddedClassifier {

        private final EmbeddedClassifier classifier;

        private Embedded(EmbeddedClassifier classifier, boolean isUsers, @Nullable ClassifierContract contract) {
            super(classifier, isUsers, contract);
            this.classifier = classifier;
        }

        @Override
        public EmbeddingTable table() {
            return classifier.table();
        }

        @Override
        public ForwardPass embedded(Matrix batch) {
            return classifier.embedded(batch);
        }

        @Override
        public EmbeddedClassifier withMemory(long bytes) {
            return (EmbeddedClassifier) super.withMemory(bytes);
        }

        @Override
        public EmbeddedClassifier fork() {
            return (EmbeddedClassifier) super.fork();
        }
    }
}
