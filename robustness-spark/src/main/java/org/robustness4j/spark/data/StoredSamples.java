package org.robustness4j.spark.data;

import java.io.IOException;
import java.io.Serializable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;

/**
 * A labelled data set in files, of which any consecutive samples can be read on any machine that sees the files. It
 * holds where the files are and how they are read, not what is in them.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface StoredSamples extends Serializable {

    /** The shape of one sample. */
    InputShape shape();

    /** The number of samples. */
    int size();

    /** Tells this data set, and this version of its files, from others. */
    String identity();

    /**
     * Reads some consecutive samples, with their indices in the data set.
     *
     * @param from the index of the first one
     * @param to the index after the last one
     * @throws IOException if a file cannot be read now
     * @throws IllegalArgumentException naming file and sample, if what is in it are no such samples
     */
    Samples read(int from, int to) throws IOException;
}
