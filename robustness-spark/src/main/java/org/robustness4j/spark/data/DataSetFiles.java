package org.robustness4j.spark.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.FileStorage.StoredFile;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.dl4j.file.StoredArrays;

/** A folder of files as {@code DataSet.save} writes them, in the order of their names. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class DataSetFiles implements StoredSamples {

    private final HadoopFiles files;
    private final SampleSource.Format format;
    private final FileSequence sequence;
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
    public DataSetFiles(JavaSparkContext context, HadoopFiles files, String folder, boolean channelsLast)
            throws IOException {
        this(context, files, folder, SampleSource.Format.ofClasses(channelsLast));
    }

    /**
     * Lists the files and has their samples counted, by the cluster. Sequences of several lengths are filled up with
     * zeros to the longest, and masked.
     *
     * @param folder of the files
     * @param format how the model takes samples, and which labels it needs
     * @throws IllegalArgumentException if there are none, or their samples differ in more than the number of steps
     * @throws IOException if a file cannot be read now
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public DataSetFiles(JavaSparkContext context, HadoopFiles files, String folder, SampleSource.Format format)
            throws IOException {
        this.files = files;
        this.format = format;
        List<StoredFile> found = files.filesIn(folder);
        List<String> paths = found.stream().map(StoredFile::path).toList();
        this.identity = (format.isOfClasses() ? String.valueOf(format.channelsLast()) : format.toString()) + "\n"
                + found.stream().map(StoredFile::version).toList();
        Reading reading = new Reading(files, format);
        List<Counted> counts =
                context.parallelize(paths, paths.size()).map(reading::counted).collect();
        List<InputShape> shapes = new ArrayList<>();
        for (Counted each : counts) {
            if (each.shape() == null) {
                throw new IllegalArgumentException(each.failure());
            }
            shapes.add(each.shape());
        }
        this.sequence =
                new FileSequence(paths, counts.stream().map(Counted::samples).toList());
        this.shape = SequenceShape.ofAll(shapes);
        for (int i = 0; i < shapes.size(); i++) {
            requireFitting(paths.get(i), shapes.get(i));
        }
    }

    /** The number of samples in a file, or what is wrong with it. */
    private record Counted(
            int samples,
            @Nullable InputShape shape,
            @Nullable String failure) implements Serializable {}

    /** How a file is read. */
    private record Reading(HadoopFiles files, SampleSource.Format format) implements Serializable {

        Counted counted(String path) throws IOException {
            try {
                Samples samples = samples(path);
                return new Counted(samples.size(), samples.shape(), null);
            } catch (IllegalArgumentException e) {
                return new Counted(0, null, e.getMessage());
            }
        }

        Samples samples(String path) throws IOException {
            DataSet stored = stored(path);
            try {
                return SampleSource.read(stored, format);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
            }
        }

        private DataSet stored(String path) throws IOException {
            long length = files.status(path).size();
            try (InputStream in = files.open(path)) {
                return new StoredDataSet(new StoredArrays(in, length)).read();
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        path + " is not a file that DataSet.save wrote, or is damaged: it " + e.getMessage(), e);
            }
        }
    }

    @Override
    public InputShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return sequence.size();
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Samples read(int from, int to) throws IOException {
        Reading reading = new Reading(files, format);
        return sequence.read(shape, from, to, (rows, path, start, first, last) -> {
            Samples samples = reading.samples(path);
            requireFitting(path, samples.shape());
            for (int i = first; i < last; i++) {
                float[] row = SequenceShape.row(samples.input(i - start), samples.shape(), shape);
                rows.add(row, samples.label(i - start), i);
            }
        });
    }

    private void requireFitting(String path, InputShape found) {
        if (!SequenceShape.fits(found, shape)) {
            throw new IllegalArgumentException(
                    path + " holds samples of the shape " + found + ", but other files of " + shape
                            + "; all samples have one shape, but for the number of steps of sequences that have one"
                            + " label each: put the others into a folder of their own");
        }
    }
}
