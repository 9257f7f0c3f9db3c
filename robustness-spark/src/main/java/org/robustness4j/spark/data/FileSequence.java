package org.robustness4j.spark.data;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.internal.SampleRows;

/** Files whose samples follow one another, numbered through. */
final class FileSequence implements Serializable {

    /** Reads some samples of one file. */
    @FunctionalInterface
    interface Part {

        /**
         * Adds samples to rows.
         *
         * @param path the file
         * @param start the index of the file's first sample
         * @param from the index of the first sample wanted
         * @param to the index after the last one wanted
         */
        void readInto(SampleRows rows, String path, int start, int from, int to) throws IOException;
    }

    private final ArrayList<String> paths;
    private final int[] starts;

    /**
     * Numbers the samples of files.
     *
     * @param counts the number of samples in each
     * @throws ArithmeticException if there are more than fit into an int
     */
    FileSequence(List<String> paths, List<Integer> counts) {
        this.paths = new ArrayList<>(paths);
        this.starts = new int[counts.size() + 1];
        IntStream.range(0, counts.size()).forEach(i -> starts[i + 1] = Math.addExact(starts[i], counts.get(i)));
    }

    int size() {
        return starts[starts.length - 1];
    }

    /** The samples from one index up to another, of as many files as they lie in. */
    Samples read(InputShape shape, int from, int to, Part part) throws IOException {
        SampleRows rows = new SampleRows(shape);
        int place = Arrays.binarySearch(starts, from);
        for (int file = place < 0 ? -place - 2 : place; file < paths.size() && starts[file] < to; file++) {
            part.readInto(
                    rows, paths.get(file), starts[file], Math.max(from, starts[file]), Math.min(to, starts[file + 1]));
        }
        return rows.samples();
    }
}
