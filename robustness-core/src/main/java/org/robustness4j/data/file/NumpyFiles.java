package org.robustness4j.data.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.FileStorage.StoredFile;
import org.robustness4j.internal.numpy.NpyArray;
import org.robustness4j.internal.numpy.NpyFormatException;
import org.robustness4j.internal.numpy.NpzFile;

/**
 * Arrays of NumPy: inputs {@code [n, ...]} in the order that the model takes them, labels {@code [n]} or one-hot
 * {@code [n, classes]}, in two {@code .npy} files or in one {@code .npz}. Values are float32, float64, bool, uint8,
 * uint16, or signed integers, in C order. They are held in memory once they are read.
 *
 * <pre>{@code
 * Samples samples = new NumpyFiles(Path.of("x_test.npy"), Path.of("y_test.npy")).all();
 * }</pre>
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class NumpyFiles implements StoredSamples {

    private static final List<String> USUAL_INPUTS =
            List.of("x_test", "X_test", "test_images", "x", "X", "inputs", "images", "data", "features");
    private static final List<String> USUAL_LABELS =
            List.of("y_test", "test_labels", "y", "Y", "labels", "targets", "label", "target");

    private static final String ADVICE = "write it by numpy.save or numpy.savez, as numbers and without objects";

    /** A packed file of strangers may promise more than memory holds; images are packed by 10 or 20. */
    private static final long LARGEST_FACTOR = 100;

    private static final long ALWAYS_UNPACKED = 1L << 28;
    private static final long LARGEST_FILE = 1L << 50;

    private final FileStorage files;
    private final String inputsFile;
    private final @Nullable String labelsFile;
    private final @Nullable String inputsName;
    private final @Nullable String labelsName;
    private final float divisor;
    private final InputShape shape;
    private final int size;
    private final String identity;
    private transient @Nullable Held held;

    /** What was read. */
    private static final class Held {

        private final NpyArray inputs;
        private final int[] labels;

        Held(NpyArray inputs, int[] labels) {
            this.inputs = inputs;
            this.labels = labels;
        }
    }

    /**
     * Reads two {@code .npy} files of this machine.
     *
     * @throws IllegalArgumentException if they are no such arrays, or do not belong together
     * @throws IOException if they cannot be read
     */
    public NumpyFiles(Path inputs, Path labels) throws IOException {
        this(FileStorage.LOCAL, inputs.toString(), labels.toString(), false, 1);
    }

    /**
     * Reads two {@code .npy} files.
     *
     * @param channelsLast whether arrays of more than two axes have their channels last
     * @param divisor of the values: 255 for pixels that the model takes in [0, 1], 1 for all others
     * @throws IllegalArgumentException if they are no such arrays, or do not belong together
     * @throws IOException if they cannot be read now
     */
    public NumpyFiles(FileStorage files, String inputs, String labels, boolean channelsLast, double divisor)
            throws IOException {
        this(files, inputs, labels, null, null, channelsLast, divisor);
    }

    private NumpyFiles(
            FileStorage files,
            String inputsFile,
            @Nullable String labelsFile,
            @Nullable String inputsName,
            @Nullable String labelsName,
            boolean channelsLast,
            double divisor)
            throws IOException {
        this.files = files;
        StoredFile ofInputs = files.status(inputsFile);
        StoredFile ofLabels = labelsFile == null ? null : files.status(labelsFile);
        this.inputsFile = ofInputs.path();
        this.labelsFile = ofLabels == null ? null : ofLabels.path();
        this.inputsName = inputsName;
        this.labelsName = labelsName;
        this.divisor = Divisor.of(divisor);
        Held read = held();
        List<Integer> axes = read.inputs.shape();
        long[] batch = axes.stream().mapToLong(Integer::longValue).toArray();
        if (batch.length > 1 && IntStream.range(1, batch.length).anyMatch(i -> batch[i] < 1)) {
            throw new IllegalArgumentException(inputsFile + " holds inputs of the shape " + axes
                    + ", of which a sample has no values; give [n, features], or images [n, channels, height, width]");
        }
        this.shape = InputShape.ofBatch(batch, channelsLast);
        this.size = axes.get(0);
        this.identity = ofInputs.version()
                + (ofLabels == null ? "" : ofLabels.version())
                + inputsName
                + labelsName
                + channelsLast
                + this.divisor;
    }

    /**
     * Reads a {@code .npz} file of this machine, whose arrays have usual names, such as x_test and y_test.
     *
     * @throws IllegalArgumentException if it is no such file, or its arrays do not belong together
     * @throws IOException if it cannot be read
     */
    public static NumpyFiles ofArchive(Path file) throws IOException {
        return ofArchive(FileStorage.LOCAL, file.toString(), null, null, false, 1);
    }

    /**
     * Reads a {@code .npz} file.
     *
     * @param inputs the name of the array of inputs; null for the one with a usual name, such as x_test
     * @param labels the name of the array of labels; null for the one with a usual name, such as y_test
     * @param channelsLast whether arrays of more than two axes have their channels last
     * @param divisor of the values: 255 for pixels that the model takes in [0, 1], 1 for all others
     * @throws IllegalArgumentException if it is no such file, or its arrays do not belong together
     * @throws IOException if it cannot be read now
     */
    public static NumpyFiles ofArchive(
            FileStorage files,
            String file,
            @Nullable String inputs,
            @Nullable String labels,
            boolean channelsLast,
            double divisor)
            throws IOException {
        return new NumpyFiles(files, file, null, inputs, labels, channelsLast, divisor);
    }

    @Override
    public InputShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Samples read(int from, int to) throws IOException {
        Held read = held();
        int features = shape.features();
        float[] values = read.inputs.asFloats(from * features, Matrix.size((long) to - from, features));
        for (int i = 0; i < values.length; i++) {
            values[i] /= divisor;
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(inputsFile + " has the value " + values[i] + " in sample "
                        + (from + i / features) + ", feature " + i % features
                        + "; fill in what is missing as it was done for training");
            }
        }
        return Samples.stored(
                shape,
                new Matrix(to - from, features, values),
                Arrays.copyOfRange(read.labels, from, to),
                IntStream.range(from, to).toArray());
    }

    private Held held() throws IOException {
        Held read = held;
        if (read == null) {
            read = labelsFile == null ? ofArchive() : of(array(inputsFile), array(labelsFile), inputsFile, labelsFile);
            held = read;
        }
        return read;
    }

    private InputStream open(String file) throws IOException {
        if (files.status(file).isFolder()) {
            throw new IllegalArgumentException(file + " is a folder; give a file of NumPy");
        }
        return new BufferedInputStream(files.open(file, 0));
    }

    private NpyArray array(String file) throws IOException {
        try (InputStream in = open(file)) {
            return NpyArray.read(in, Long.MAX_VALUE);
        } catch (NpyFormatException e) {
            throw new IllegalArgumentException(
                    file + " is no array of NumPy that can be used: " + e.getMessage() + "; " + ADVICE, e);
        }
    }

    private Held ofArchive() throws IOException {
        long size = files.status(inputsFile).size();
        long most = ALWAYS_UNPACKED + LARGEST_FACTOR * Math.min(size, LARGEST_FILE);
        try {
            List<String> names;
            try (InputStream in = open(inputsFile)) {
                names = NpzFile.read(in, most, name -> false).names();
            }
            String inputs = name(names, inputsName, USUAL_INPUTS, "inputs");
            String labels = name(names, labelsName, USUAL_LABELS, "labels");
            try (InputStream in = open(inputsFile)) {
                NpzFile archive = NpzFile.read(in, most, Set.of(inputs, labels)::contains);
                return of(
                        archive.array(inputs),
                        archive.array(labels),
                        inputsFile + ", array " + inputs,
                        inputsFile + ", array " + labels);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    inputsFile + " is no .npz of NumPy that can be used: " + e.getMessage() + "; " + ADVICE, e);
        }
    }

    private String name(List<String> names, @Nullable String given, List<String> usual, String what) {
        if (given != null) {
            return given;
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    inputsFile + " is no .npz of NumPy, or has no arrays; write it by numpy.savez");
        }
        return usual.stream()
                .filter(names::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(inputsFile + " has the arrays " + names
                        + "; say which of them has the " + what + ", since none is called "
                        + String.join(", ", usual)));
    }

    private static Held of(NpyArray inputs, NpyArray labels, String inputsPlace, String labelsPlace) {
        if (inputs.shape().size() < 2) {
            throw new IllegalArgumentException(inputsPlace + " has the shape " + inputs.shape()
                    + ", but inputs are [n, features], or images [n, channels, height, width]");
        }
        int samples = inputs.shape().get(0);
        List<Integer> axes = labels.shape();
        if (axes.isEmpty() || axes.size() > 2 || !axes.get(0).equals(samples)) {
            throw new IllegalArgumentException(labelsPlace + " has the shape " + axes + ", but labels of " + samples
                    + " inputs are [" + samples + "], or one-hot [" + samples + ", classes]");
        }
        if (samples == 0) {
            throw new IllegalArgumentException(inputsPlace + " has no samples; give at least one");
        }
        int columns = axes.size() == 1 ? 1 : axes.get(1);
        int[] classes = new int[samples];
        for (int i = 0; i < samples; i++) {
            classes[i] = columns == 1 ? label(labels, i, labelsPlace) : hot(labels, i, columns, labelsPlace);
        }
        return new Held(inputs, classes);
    }

    private static int label(NpyArray labels, int sample, String place) {
        double label = labels.asDouble(sample);
        if (!(label >= 0) || label != Math.rint(label) || label > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    place + " has the label " + label + " for sample " + sample + "; classes are whole numbers from 0");
        }
        return (int) label;
    }

    private static int hot(NpyArray labels, int sample, int classes, String place) {
        int found = -1;
        for (int i = 0; i < classes; i++) {
            double value = labels.asDouble(sample * classes + i);
            if ((value != 0 && value != 1) || (value == 1 && found >= 0)) {
                found = -1;
                break;
            }
            found = value == 1 ? i : found;
        }
        if (found < 0) {
            throw new IllegalArgumentException(
                    place + " has more than one column, but not a single 1 among zeros for sample " + sample
                            + "; give class numbers, or one-hot rows");
        }
        return found;
    }
}
