package org.robustness4j.spark;

import java.io.Serializable;

/**
 * Some whole blocks of a data set.
 *
 * @param from the place of their first sample
 * @param to the place after their last one
 */
record BlockRange(long from, long to) implements Serializable {

    @Override
    public String toString() {
        return "the samples " + from + " to " + (to - 1);
    }
}
