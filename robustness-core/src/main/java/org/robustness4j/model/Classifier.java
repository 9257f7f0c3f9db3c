package org.robustness4j.model;

import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.Matrix;

/**
 * A classifier under attack, in inference mode: the same input gives the same logits, whatever was asked before.
 *
 * <p>Users may implement it for a model of their own. One that can be differentiated implements {@link
 * DifferentiableClassifier}; on one that implements this interface alone, attacks that need nothing but scores run all
 * the same, such as {@code Square}.
 *
 * <pre>{@code
 * // is a grey image brighter than one half on the whole?
 * record Brightness() implements Classifier {
 *     @Override
 *     public int classes() {
 *         return 2;
 *     }
 *
 *     @Override
 *     public Matrix logits(Matrix batch) {
 *         float[] logits = new float[2 * batch.rows()];
 *         for (int i = 0; i < batch.rows(); i++) {
 *             for (float pixel : batch.row(i)) {
 *                 logits[2 * i + 1] += pixel - 0.5f;
 *             }
 *         }
 *         return new Matrix(batch.rows(), 2, logits);
 *     }
 *
 *     @Override
 *     public Classifier fork() {
 *         return this;
 *     }
 * }
 * }</pre>
 *
 * <p>A classifier belongs to one thread; {@link #fork()} gives another thread its own.
 *
 * <p>What it promises, apart from its logits being right:
 *
 * <ul>
 *   <li>at least two classes, the same number at every call, in its forks too;
 *   <li>for each batch one row of logits for each sample, in their order, and one finite value for each class; for a
 *       batch of one sample as for others;
 *   <li>a new {@link Matrix} for each batch: what it gave before stays as it is;
 *   <li>nothing is written to the batch that it is given;
 *   <li>nothing is null;
 *   <li>a fork gives the same logits, and so does the next call;
 *   <li>where {@link #preferredBatch()} is present it is at least 1, and the logits of a sample have the same bits in
 *       every batch.
 * </ul>
 *
 * <p>That is tried once for each {@link TestedModel}, and once for each {@link org.robustness4j.attack.Attack#run} with
 * a classifier alone, with the first samples that the classifier is given: {@code logits} is called with one sample, with
 * four and with one, and a fork's with the four. More calls are made only where something differs. Null and the shape
 * are looked at in every call. What is broken is an {@link IllegalStateException} that names the class; so is what the
 * classifier throws, with its cause.
 */
@API(status = Status.STABLE, since = "0.1")
public interface Classifier {

    /** The number of classes, at least 2. */
    int classes();

    /**
     * The logits of a batch: the scores before softmax, so that {@code softmax(logits)} are the class probabilities.
     *
     * @param batch {@code [n, features]}, each row flattened in the model's own layout, in the units of the user's data;
     *     of sequences with padding the mask of the steps follows, as {@link org.robustness4j.data.InputShape} says
     * @return {@code [n, classes]}
     */
    Matrix logits(Matrix batch);

    /**
     * The number of samples that it is best given at a time. Present only where the logits and gradients of a sample
     * have the same bits whatever else is in its batch: batches of such a classifier are split, and filled up with
     * samples of other blocks; those of others stay as they are.
     */
    default OptionalInt preferredBatch() {
        return OptionalInt.empty();
    }

    /**
     * Whether several threads, each with a fork, are faster than one; not so where another device computes. Where they are
     * not, no two of them are used at a time.
     */
    default boolean isParallel() {
        return true;
    }

    /** What computes the logits, for results. */
    default String computedBy() {
        return getClass().getSimpleName();
    }

    /**
     * The reason why there are no gradients, if there is more to say than that it is no {@link
     * DifferentiableClassifier}: a clause for messages, such as "the network gives none, because it begins with an
     * embedding".
     */
    default String whyNoGradients() {
        return getClass().getName() + " gives none";
    }

    /**
     * The number of indices that the input is made of, where the model takes every value for an index into a vocabulary,
     * as an embedding of words does: whole numbers from 0. Only attacks that substitute indices make sense then. Empty
     * for all other models.
     */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    default OptionalInt vocabulary() {
        return OptionalInt.empty();
    }

    /**
     * The same classifier with another limit on the memory of its buffers, if it has one.
     *
     * @param bytes for each fork, given batches of the preferred size; the buffers of one sample are the least
     */
    default Classifier withMemory(long bytes) {
        return this;
    }

    /** An independent classifier with the same weights, for another thread. */
    Classifier fork();
}
