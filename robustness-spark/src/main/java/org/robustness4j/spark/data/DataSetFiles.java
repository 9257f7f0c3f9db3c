package org.robustness4j.spark.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;

/** A folder of files as {@code DataSet.save} writes them, in the order of their names. */
public final class DataSetFiles implements StoredSamples {

    private final Files files;
    private final boolean channelsLast;
    private final List<String> paths;
    private final int[] starts;
    private final InputShape shape;
    private final String identity;

    /**
     * Lists the files and has their samples counted, by the cluster.
     *
     * @param folder of the files
     * @param channelsLast whether the model has its channels last
     * @throws IllegalArgumentException if there are none
     * @throws IOException if a file cannot be read now
     */
    public DataSetFiles(JavaSparkContext context, Files files, String folder, boolean channelsLast) throws IOException {
        this.files = files;
        this.channelsLast = channelsLast;
        List<FileStatus> found =
                files.list(folder).stream().filter(FileStatus::isFile).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    folder + " holds no files; give a folder of files that DataSet.save wrote");
        }
        this.paths = new ArrayList<>(
                found.stream().map(file -> file.getPath().toString()).toList());
        this.identity = channelsLast + "\n"
                + found.stream()
                        .map(file -> file.getPath() + " " + file.getLen() + " " + file.getModificationTime())
                        .toList();
        Reading reading = new Reading(files, channelsLast);
        List<Integer> counts = context.parallelize(paths, paths.size())
                .map(path -> reading.samples(path).size())
                .collect();
        this.starts = new int[counts.size() + 1];
        for (int i = 0; i < counts.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], counts.get(i));
        }
        this.shape = reading.samples(paths.get(0)).shape();
    }

    /** How a file is read. */
    private record Reading(Files files, boolean channelsLast) implements Serializable {

        Samples samples(String path) throws IOException {
            DataSet data = new DataSet();
            try (InputStream in = files.open(path)) {
                data.load(in);
                return SampleSource.read(data, channelsLast);
            } catch (IOException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        path + " is not a file that DataSet.save wrote, or is damaged: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public InputShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return starts[starts.length - 1];
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Samples read(int from, int to) throws IOException {
        List<float[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        int place = Arrays.binarySearch(starts, from);
        for (int file = place < 0 ? -place - 2 : place; file < paths.size() && starts[file] < to; file++) {
            Samples samples = new Reading(files, channelsLast).samples(paths.get(file));
            if (!samples.shape().equals(shape)) {
                throw new IllegalArgumentException(paths.get(file) + " holds samples of the shape " + samples.shape()
                        + ", but " + paths.get(0) + " of " + shape);
            }
            for (int i = Math.max(from, starts[file]); i < Math.min(to, starts[file + 1]); i++) {
                rows.add(samples.input(i - starts[file]));
                labels.add(samples.label(i - starts[file]));
            }
        }
        return Samples.stored(
                shape,
                Matrix.ofRows(rows, shape.features()),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                IntStream.range(from, to).toArray());
    }
}
