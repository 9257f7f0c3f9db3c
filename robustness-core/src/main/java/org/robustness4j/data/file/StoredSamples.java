package org.robustness4j.data.file;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
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

    /**
     * Reads all samples.
     *
     * @throws IOException if a file cannot be read now
     * @throws IllegalArgumentException naming file and sample, if what is in it are no such samples
     */
    default Samples all() throws IOException {
        return read(0, size());
    }

    /**
     * Reads some samples, in their order, with their indices in the data set.
     *
     * @param indices ascending
     * @throws IOException if a file cannot be read now
     * @throws IllegalArgumentException naming file and sample, if what is in it are no such samples
     */
    default Samples at(int[] indices) throws IOException {
        return all().at(indices);
    }

    /**
     * The class of each sample.
     *
     * @throws IOException if a file cannot be read now
     * @throws IllegalArgumentException naming file and sample, if what is in it are no such samples
     */
    default int[] labels() throws IOException {
        Samples all = all();
        return IntStream.range(0, all.size()).map(all::label).toArray();
    }

    /** The names of the classes, in their order, where the files tell them; else none. */
    default List<String> classNames() {
        return List.of();
    }

    /** The names of the features, in their order, where the files tell them; else none. */
    default List<String> featureNames() {
        return List.of();
    }

    /**
     * The same samples in another shape, as the model takes them: rows of a table as images, images as rows.
     *
     * @throws IllegalArgumentException if it has another number of values
     */
    default StoredSamples shaped(InputShape newShape) {
        return newShape.equals(shape()) ? this : new ReshapedSamples(this, newShape);
    }
}
