package org.robustness4j.model.internal;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * What a user's classifier promises, tried once with the first samples that it is given, before anything is made of
 * them: {@code logits} of one sample, of four and of one, those of four by a fork, and where there are gradients two
 * passes with one gradient each. An output that differs from call to call, and one that depends on the batch where it was not promised
 * not to, are for the checks of the model to say: they can be attacked all the same, or are refused there.
 */
final class ClassifierContract {

    private static final int SEVERAL = 4;

    /** Random choices among few are often the same twice. */
    private static final int REPETITIONS = 8;

    /** Two ways of computing float32 values differ by some 1e-6 of the largest of them; other values by more. */
    private static final double ROUNDING = 1e-3;

    private volatile boolean isKept;
    private @Nullable BrokenContractException broken;

    /** A promise that is not kept; later uses of the same classifier are told again. */
    private static final class BrokenContractException extends IllegalStateException {

        private static final long serialVersionUID = 1;

        BrokenContractException(String message) {
            super(message);
        }
    }

    /**
     * Tries a classifier, unless that was done before. Other threads wait until it is.
     *
     * @param classifier for this use alone, its shapes checked
     * @param batch of which the first samples are taken
     * @throws IllegalStateException if it does not do what it promises, or throws
     */
    void require(Supplier<Classifier> classifier, Matrix batch) {
        if (!isKept) {
            requireOnce(classifier, batch);
        }
    }

    private synchronized void requireOnce(Supplier<Classifier> classifier, Matrix batch) {
        if (broken != null) {
            throw new IllegalStateException(broken.getMessage(), broken);
        }
        if (!isKept) {
            try {
                new Trial(classifier.get(), batch).run();
            } catch (BrokenContractException e) {
                broken = e;
                throw e;
            }
            isKept = true;
        }
    }

    /** One classifier, with the samples that it is tried with. */
    private static final class Trial {

        private final Classifier classifier;
        private final Matrix samples;
        private final String subject;
        private final boolean isIndependentOfTheBatch;

        private Trial(Classifier classifier, Matrix batch) {
            this.classifier = classifier;
            this.samples = batch.at(
                    IntStream.range(0, SEVERAL).map(i -> i % batch.rows()).toArray());
            this.subject = ((CheckedClassifier) classifier).subject();
            this.isIndependentOfTheBatch = classifier.preferredBatch().isPresent();
        }

        private void run() {
            Matrix alone = classifier.logits(samples.rows(0, 1));
            float[] first = alone.values().clone();
            Matrix logits = classifier.logits(samples);
            classifier.logits(samples.rows(SEVERAL - 1, SEVERAL));
            requireFinite(logits, "the logit", "class", "the logits of finite samples are finite");
            requireKept(alone, first);
            requireSame(logits, classifier.fork().logits(samples), "its fork()", "a fork has the same weights");
            if (isIndependentOfTheBatch) {
                requireSameBits(first, logits.row(0), "logits");
            }
            if (classifier instanceof DifferentiableClassifier differentiable) {
                requireGradients(differentiable, logits);
            }
        }

        /** The logits are compared after a pass is closed: to ask for some again would begin another pass. */
        private void requireGradients(DifferentiableClassifier differentiable, Matrix logits) {
            Gradients first = Gradients.of(differentiable, samples);
            requireSame(logits, first.logits(), "its forward pass", "both run the same model");
            requireFinite(
                    first.gradients(), "the input gradient", "feature", "the gradients of finite samples are finite");
            Gradients second = Gradients.of(differentiable, turned(samples));
            requireOfTheOpenPass(differentiable, first.gradients(), second.gradients());
            float[] one = first.gradients().row(0);
            float[] other = second.gradients().row(SEVERAL - 1);
            if (isIndependentOfTheBatch && !Arrays.equals(one, other)) {
                requireSameBitsAgain(first.gradients(), differentiable);
                requireSameBits(one, other, "input gradients");
            }
        }

        /** As of a device whose threads add up in any order. */
        private void requireSameBitsAgain(Matrix gradients, DifferentiableClassifier differentiable) {
            Matrix again = Gradients.of(differentiable, samples).gradients();
            int place = Arrays.mismatch(gradients.values(), again.values());
            if (place >= 0 && isRepeatable(classifier.logits(samples))) {
                throw new BrokenContractException(subject + " has a preferredBatch(), but its input gradients of one"
                        + " batch are not the same twice: value " + place + ", counted from 0, is "
                        + gradients.values()[place] + " and " + again.values()[place]
                        + "; give the same bits every time, or OptionalInt.empty()");
            }
        }

        /**
         * The second pass is of the samples in reverse, and so are its gradients, unless they are of the first one. Those
         * that do not depend on the samples at all are the same in a fork that has seen no other pass: they are wrong,
         * which the checks of the model say.
         */
        private void requireOfTheOpenPass(DifferentiableClassifier differentiable, Matrix first, Matrix second) {
            if (place(first, turned(first)) < 0 || !Arrays.equals(first.values(), second.values())) {
                return;
            }
            Matrix ofAFork =
                    Gradients.of(differentiable.fork(), turned(samples)).gradients();
            if (!Arrays.equals(first.values(), ofAFork.values())) {
                throw new BrokenContractException(subject + " gives the input gradients of an earlier pass: those of "
                        + SEVERAL + " samples stay the same when the samples are given in reverse; backward belongs to"
                        + " the pass that is open");
            }
        }

        private void requireFinite(Matrix values, String what, String column, String demanded) {
            for (int i = 0; i < values.rows() * values.columns(); i++) {
                float value = values.values()[i];
                if (!Float.isFinite(value)) {
                    throw new BrokenContractException(subject + " gives " + what + " " + value + " for " + column + " "
                            + i % values.columns() + " of sample " + i / values.columns() + ", both counted from 0; "
                            + demanded + ": check its weights and the scale of its input");
                }
            }
        }

        private void requireKept(Matrix alone, float[] first) {
            int place = Arrays.mismatch(first, alone.values());
            if (place >= 0) {
                throw new BrokenContractException(subject + " writes into logits that it gave before: class " + place
                        + ", counted from 0, was " + first[place] + " and is " + alone.values()[place]
                        + " after further calls; give a new Matrix for each batch");
            }
        }

        private void requireSame(Matrix logits, Matrix others, String of, String demanded) {
            int place = place(logits, others);
            if (place >= 0 && isRepeatable(logits)) {
                throw new BrokenContractException(subject + " gives other logits than " + of + ": class "
                        + place % logits.columns() + " of sample " + place / logits.columns()
                        + ", both counted from 0, is " + logits.values()[place] + " and " + others.values()[place]
                        + "; " + demanded);
            }
        }

        private void requireSameBits(float[] one, float[] other, String what) {
            int place = Arrays.mismatch(one, other);
            if (place >= 0 && isRepeatable(classifier.logits(samples))) {
                throw new BrokenContractException(subject + " has a preferredBatch(), but the " + what
                        + " of a sample depend on its batch: value " + place
                        + ", counted from 0, of the first sample is "
                        + one[place] + " in one batch and " + other[place]
                        + " in another; give the same bits in every batch, or OptionalInt.empty()");
            }
        }

        private boolean isRepeatable(Matrix logits) {
            return IntStream.range(1, REPETITIONS)
                    .allMatch(i -> Arrays.equals(
                            logits.values(), classifier.logits(samples).values()));
        }

        /** The first place where values differ by more than rounding; negative if there is none. */
        private static int place(Matrix one, Matrix other) {
            double largest = 0;
            for (float value : one.values()) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < one.values().length; i++) {
                if (!(Math.abs((double) one.values()[i] - other.values()[i]) <= ROUNDING * largest)) {
                    return i;
                }
            }
            return -1;
        }

        private static Matrix turned(Matrix matrix) {
            return matrix.at(IntStream.range(0, matrix.rows())
                    .map(i -> matrix.rows() - 1 - i)
                    .toArray());
        }
    }

    /** Copies of what one pass gives. */
    private record Gradients(Matrix logits, Matrix gradients) {

        static Gradients of(DifferentiableClassifier classifier, Matrix batch) {
            try (ForwardPass pass = classifier.forward(batch)) {
                Matrix logits = pass.logits();
                return new Gradients(
                        logits.rows(0, logits.rows()),
                        pass.backward(upstream(logits.rows(), logits.columns())).rows(0, batch.rows()));
            }
        }

        /** Rises with the first class, and falls with the second. */
        private static Matrix upstream(int samples, int classes) {
            float[] values = new float[samples * classes];
            for (int i = 0; i < samples; i++) {
                values[i * classes] = 1;
                values[i * classes + 1] = -1;
            }
            return new Matrix(samples, classes, values);
        }
    }
}
