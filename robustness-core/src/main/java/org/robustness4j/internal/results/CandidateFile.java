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
 * bit. Of sequences with padding there is {@code step_mask}, {@code [n, steps]}; of samples with several labels {@code
 * sample_labels}, {@code [n, labels]}.
 *
 * @param path the file
 */
public record CandidateFile(Path path) {

    private static final String INDEX = "index";
    private static final String LABEL = "label";
    private static final String PREDICTION = "prediction";
    private static final String CLEAN = "clean";
    private static final String ADVERSARIAL = "adversarial";
    private static final String MASK = "step_mask";
    private static final String LABELS = "sample_labels";
    private static final float[] NOTHING = {};

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
                InputShape shape = broken.shape();
                List<float[]> clean = broken.clean().subList(0, count);
                npz.array(CLEAN).floats(batch, columns(clean, 0, shape.values()));
                npz.array(ADVERSARIAL)
                        .floats(batch, columns(broken.adversarial().subList(0, count), 0, shape.values()));
                if (shape.masked()) {
                    npz.array(MASK)
                            .floats(List.of(count, shape.width()), columns(clean, shape.maskIndex(0), shape.width()));
                }
                if (shape.labels() > 0) {
                    npz.array(LABELS)
                            .floats(
                                    List.of(count, shape.labels()),
                                    columns(clean, shape.labelIndex(0), shape.labels()));
                }
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
        BrokenSamples broken = read(most, count, batch -> shape(batch, shape.layout()));
        if (!broken.shape().equals(shape)) {
            throw new UnreadableResultsException(
                    path, "its samples are of the shape " + broken.shape() + ", not " + shape, "run the tests again");
        }
        return broken;
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
            InputShape shape = withCarried(expected.of(clean.shape()), npz);
            if (!adversarial.shape().equals(clean.shape())
                    || clean.shape().get(0) != indices.length
                    || labels.length != indices.length
                    || predictions.length != indices.length) {
                throw new IOException("its arrays differ in length: index " + indices.length + ", label "
                        + labels.length + ", prediction " + predictions.length + ", clean " + clean.shape()
                        + ", adversarial " + adversarial.shape());
            }
            List<float[]> carried = carried(shape, npz, indices.length);
            Matrix inputs = Matrix.ofRows(rows(clean.floats(), shape.values(), carried), shape.features());
            return new BrokenSamples(
                    Samples.stored(shape, inputs, labels, indices),
                    IntStream.range(0, indices.length).toArray(),
                    rows(adversarial.floats(), shape.values(), carried),
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

    private static InputShape withCarried(InputShape shape, NpzFile npz) throws IOException {
        InputShape masked = npz.has(MASK) ? shape.withMask() : shape;
        if (!npz.has(LABELS)) {
            return masked;
        }
        List<Integer> labels = npz.array(LABELS).shape();
        if (labels.size() != 2) {
            throw new IOException("its " + LABELS + " have the shape " + labels + ", not [n, labels]");
        }
        return masked.withLabels(labels.get(1));
    }

    /** What each row carries behind the values of its sample. */
    private static List<float[]> carried(InputShape shape, NpzFile npz, int count) throws IOException {
        float[] mask = shape.masked() ? npz.array(MASK).floats() : NOTHING;
        float[] labels = shape.labels() > 0 ? npz.array(LABELS).floats() : NOTHING;
        int steps = shape.masked() ? shape.width() : 0;
        if (mask.length != count * steps || labels.length != count * shape.labels()) {
            throw new IOException("its masks and labels are not those of " + count + " samples of the shape " + shape);
        }
        List<float[]> carried = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] row = new float[steps + shape.labels()];
            System.arraycopy(mask, i * steps, row, 0, steps);
            System.arraycopy(labels, i * shape.labels(), row, steps, shape.labels());
            carried.add(row);
        }
        return carried;
    }

    private static List<float[]> columns(List<float[]> rows, int from, int count) {
        return rows.stream()
                .map(row -> row.length == count ? row : Arrays.copyOfRange(row, from, from + count))
                .toList();
    }

    private static List<float[]> rows(float[] values, int columns, List<float[]> carried) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < values.length; from += columns) {
            float[] behind = carried.get(from / columns);
            float[] row = Arrays.copyOfRange(values, from, from + columns + behind.length);
            System.arraycopy(behind, 0, row, columns, behind.length);
            rows.add(row);
        }
        return rows;
    }
}
