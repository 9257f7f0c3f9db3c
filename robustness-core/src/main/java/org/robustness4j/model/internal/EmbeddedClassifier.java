package org.robustness4j.model.internal;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ForwardPass;

/**
 * A classifier of indices that looks each of them up in a table first. It has no gradient of its input, since indices
 * have none, but one of the vectors that they stand for: it ranks what may take their place.
 */
public interface EmbeddedClassifier extends Classifier {

    /** The vector of each index. */
    EmbeddingTable table();

    /**
     * Runs a batch forward.
     *
     * @param batch {@code [n, features]}, as for {@link #logits}
     * @return the pass, whose {@code backward} gives {@code [n, positions * width]}: the gradient of the vector of the
     *     first position, then that of the second
     */
    ForwardPass embedded(Matrix batch);

    @Override
    EmbeddedClassifier withMemory(long bytes);

    @Override
    EmbeddedClassifier fork();
}
