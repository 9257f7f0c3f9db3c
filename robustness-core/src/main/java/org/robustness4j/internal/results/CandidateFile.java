package org.robustness4j.internal.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.internal.numpy.NpyArray;
import org.robustness4j.internal.numpy.NpzFile;
import org.robustness4j.internal.numpy.NpzWriter;

/**
 * Broken samples as a NumPy {@code .npz} file: the arrays {@code index}, {@code label} and {@code prediction}, int32
 * {@code [n]}, and {@code clean} and {@code adversarial}, float32 {@code [n, ...]} in the model's own layout, bit for
 * bit.
 *
 * @param path the file
 */
public record CandidateFile(Path path) {

    private static final String INDEX = "index";
    private static final String LABEL = "label";
    private static final String PREDICTION = "prediction";
    private static final String CLEAN = "clean";
    private static final String ADVERSARIAL = "adversarial";

    /**
     * Writes the file, as a whole or not at all.
     *
     * @param count how many of the broken samples, from the first
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(BrokenSamples broken, int count) {
        List<Integer> one = List.of(count);
        List<Integer> batch = LongStream.of(broken.shape().batch(count))
                .mapToObj(Math::toIntExact)
                .toList();
        ResultsFolder.replace(path, out -> {
            try (NpzWriter npz = new NpzWriter(out)) {
                npz.array(INDEX)
                        .ints(one, IntStream.range(0, count).map(broken::index).toArray());
                npz.array(LABEL)
                        .ints(one, IntStream.range(0, count).map(broken::label).toArray());
                npz.array(PREDICTION)
                        .ints(
                                one,
                                IntStream.range(0, count)
                                        .map(broken::prediction)
                                        .toArray());
                npz.array(CLEAN).floats(batch, broken.clean().subList(0, count));
                npz.array(ADVERSARIAL).floats(batch, broken.adversarial().subList(0, count));
            }
        });
    }

    /**
     * Reads the file of an evaluation's candidates, no more of it than {@link CandidateFiles} writes.
     *
     * @param layout the order of a sample's axes
     * @param count how many samples it has
     * @throws UnreadableResultsException if it is missing, or not what this library writes
     */
    public BrokenSamples read(Layout layout, long count) throws UnreadableResultsException {
        return read(CandidateFiles.MOST_BYTES, count, batch -> shape(batch, layout));
    }

    /**
     * Reads a file with all broken samples of an evaluation.
     *
     * @param shape of a sample
     * @param count how many samples it has
     * @throws UnreadableResultsException if it is missing, or not what this library writes
     */
    public BrokenSamples read(InputShape shape, long count) throws UnreadableResultsException {
        long most = Math.min(NpyArray.MOST_BYTES / bytesOfOne(shape), count) * bytesOfOne(shape);
        return read(most, count, batch -> {
            InputShape found = shape(batch, shape.layout());
            if (!found.equals(shape)) {
                throw new IOException("its samples are of the shape " + found + ", not " + shape);
            }
            return found;
        });
    }

    /** The bytes of the values of one sample and its point. */
    public static long bytesOfOne(InputShape shape) {
        return 3L * Integer.BYTES + 2L * Float.BYTES * shape.features();
    }

    private interface Shape {

        InputShape of(List<Integer> batch) throws IOException;
    }

    private BrokenSamples read(long most, long count, Shape expected) throws UnreadableResultsException {
        try {
            NpzFile npz = NpzFile.read(path, most);
            int[] indices = npz.array(INDEX).ints();
            int[] labels = npz.array(LABEL).ints();
            int[] predictions = npz.array(PREDICTION).ints();
            NpyArray clean = npz.array(CLEAN);
            NpyArray adversarial = npz.array(ADVERSARIAL);
            if (indices.length != count) {
                throw new IOException("it has " + indices.length + " broken samples, but " + count + " were stored");
            }
            InputShape shape = expected.of(clean.shape());
            if (!adversarial.shape().equals(clean.shape())
                    || clean.shape().get(0) != indices.length
                    || labels.length != indices.length
                    || predictions.length != indices.length) {
                throw new IOException("its arrays differ in length: index " + indices.length + ", label "
                        + labels.length + ", prediction " + predictions.length + ", clean " + clean.shape()
                        + ", adversarial " + adversarial.shape());
            }
            Matrix inputs = new Matrix(indices.length, shape.features(), clean.floats());
            return new BrokenSamples(
                    Samples.stored(shape, inputs, labels, indices),
                    IntStream.range(0, indices.length).toArray(),
                    rows(adversarial.floats(), shape.features()),
                    predictions);
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableResultsException(path, String.valueOf(e.getMessage()), "run the tests again", e);
        }
    }

    private static InputShape shape(List<Integer> batch, Layout layout) throws IOException {
        boolean channelsLast = layout == Layout.NHWC || layout == Layout.NWC || layout == Layout.NDHWC;
        InputShape shape =
                InputShape.ofBatch(batch.stream().mapToLong(Integer::longValue).toArray(), channelsLast);
        if (shape.layout() != layout) {
            throw new IOException("its samples have the shape " + batch + ", which is not " + layout);
        }
        return shape;
    }

    private static List<float[]> rows(float[] values, int columns) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < values.length; from += columns) {
            rows.add(Arrays.copyOfRange(values, from, from + columns));
        }
        return rows;
    }
}
