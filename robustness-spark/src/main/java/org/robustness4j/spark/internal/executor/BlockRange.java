package org.robustness4j.spark.internal.executor;

import java.io.Serializable;

/**
 * Some whole blocks of a data set.
 *
 * @param from the place of their first sample
 * @param to the place after their last one
 * @param firstIndex the index of their first sample, for people
 * @param lastIndex the index of their last one
 */
public record BlockRange(int from, int to, int firstIndex, int lastIndex) implements Serializable {

    /** Of a data set whose samples lie at their indices. */
    public static BlockRange ofIndices(int from, int to) {
        return new BlockRange(from, to, from, to - 1);
    }

    @Override
    public String toString() {
        return "the samples " + firstIndex + " to " + lastIndex;
    }
}
