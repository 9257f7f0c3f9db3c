package org.robustness4j.spark;

import java.io.IOException;
import java.io.Serializable;
import org.robustness4j.data.Samples;

/** Where a task has its samples from. */
@FunctionalInterface
interface BlockSamples extends Serializable {

    /**
     * The samples, with their indices in the data set.
     *
     * @throws IOException if they cannot be read now; another attempt may succeed
     * @throws IllegalArgumentException if what is read are no samples
     */
    Samples read() throws IOException;
}
