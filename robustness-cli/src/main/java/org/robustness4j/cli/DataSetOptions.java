package org.robustness4j.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.file.CsvColumns;
import org.robustness4j.data.file.CsvFile;
import org.robustness4j.data.file.FileStorage;
import org.robustness4j.data.file.IdxFiles;
import org.robustness4j.data.file.ImageFolder;
import org.robustness4j.data.file.NumpyFiles;
import org.robustness4j.data.file.StoredSamples;
import picocli.CommandLine.Option;

/** The data set of a command. */
final class DataSetOptions {

    private static final double BYTES = 255;
    private static final int COLOURS = 3;

    /** The formats of data sets, with the options that they take besides {@code --data}, {@code --format} and {@code --shape}. */
    enum Format {
        CSV("--label-column", "--ignore", "--classes", "--classes-file", "--divisor"),
        IDX("--labels", "--divisor"),
        NPY("--labels", "--divisor"),
        NPZ("--labels", "--inputs", "--divisor"),
        IMAGES("--channels", "--classes", "--classes-file", "--divisor"),
        PARQUET(),
        DATASETS();

        @SuppressWarnings("ImmutableEnumChecker") // of Set.of
        private final Set<String> options;

        Format(String... options) {
            this.options = Set.of(options);
        }
    }

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = {
                "the samples, labelled: a table (.csv, .tsv, also .gz), an IDX file as MNIST's, arrays of NumPy (.npy, .npz), or a folder with one of images for each class;",
                "on Spark also .parquet, and folders of DataSet files"
            })
    private String data = "";

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "where --data is an IDX or .npy file: the file of their labels; where it is .npz: the name of their array")
    private @Nullable String labels;

    @Option(
            names = "--inputs",
            paramLabel = "NAME",
            description =
                    "where --data is .npz: the name of the array of inputs; by default the one called x_test, x, ...")
    private @Nullable String inputs;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description = "of a table: the column of labels; by default the one called label, class, target or y")
    private @Nullable String labelColumn;

    @Option(
            names = "--ignore",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAMES",
            description = "of a table: columns that the model does not take, such as an identifier")
    private List<String> ignored = List.of();

    @Option(
            names = "--classes",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAMES",
            description =
                    "labels that are text, or names of folders, in the order of the model's classes; by default that of the alphabet")
    private List<String> classes = List.of();

    @Option(
            names = "--classes-file",
            paramLabel = "FILE",
            description = "the same, one a line, for names with commas or many of them")
    private @Nullable Path classesFile;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}, where the name of the data does not tell")
    private @Nullable Format format;

    @Option(
            names = "--shape",
            split = "x",
            hideParamSyntax = true,
            paramLabel = "SHAPE",
            description =
                    "of a sample, where the model takes another one than the data has: 784, or 1x28x28 for channels, height, width")
    private List<Integer> shape = List.of();

    @Option(names = "--channels", description = "of a folder of images: 3 by default, or 1")
    private @Nullable Integer channels;

    @Option(
            names = "--divisor",
            description =
                    "what values are divided by; by default 255 for IDX files and images, so that they lie in 0 to 1, and 1 for others")
    private @Nullable Double divisor;

    /** Whether the order of the classes was given. */
    boolean isOrderGiven() {
        return !classes.isEmpty() || classesFile != null;
    }

    String data() {
        return data;
    }

    /** The format that was given, or that the name tells. */
    Format format(FileStorage files) throws IOException {
        if (format != null) {
            return format;
        }
        String name = data.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return Format.CSV;
        } else if (data.endsWith(".npy")) {
            return Format.NPY;
        } else if (data.endsWith(".npz")) {
            return Format.NPZ;
        } else if (name.replaceFirst("/+$", "").endsWith(".parquet")) {
            return Format.PARQUET;
        } else if (name.endsWith(".idx") || name.matches(".*idx\\d-ubyte")) {
            return Format.IDX;
        }
        if (files.status(data).isFolder()) {
            return Format.IMAGES;
        }
        throw new IllegalArgumentException("What kind of file " + data
                + " is does not show in its name; say --format csv, idx, npy, npz, images, parquet or datasets");
    }

    /**
     * A data set of a kind that needs no Spark.
     *
     * @param needed how the model takes samples, and which labels it needs
     * @throws IllegalArgumentException if an option is missing, or the files are no such data set
     * @throws IOException if a file cannot be read now
     */
    StoredSamples samples(FileStorage files, SampleSource.Format needed) throws IOException {
        boolean channelsLast = needed.channelsLast();
        Format known = format(files);
        requireMeant(known);
        if (!needed.isOfClasses()) {
            throw new IllegalArgumentException(
                    "The model gives labels of several kinds or places, and a data set of the format "
                            + known
                            + " has one class for each sample; choose one by --label or --last-step, or write a test,"
                            + " whose data may have them");
        }
        StoredSamples stored =
                switch (known) {
                    case CSV ->
                        new CsvFile(
                                files,
                                data,
                                new CsvColumns(labelColumn, ignored, classes()),
                                divisor == null ? 1 : divisor);
                    case IDX -> new IdxFiles(files, data, labels(), divisor == null ? BYTES : divisor);
                    case NPY -> new NumpyFiles(files, data, labels(), channelsLast, divisor == null ? 1 : divisor);
                    case NPZ ->
                        NumpyFiles.ofArchive(files, data, inputs, labels, channelsLast, divisor == null ? 1 : divisor);
                    case IMAGES ->
                        new ImageFolder(
                                files,
                                data,
                                channels == null ? COLOURS : channels,
                                channelsLast,
                                divisor == null ? BYTES : divisor,
                                classes());
                    case PARQUET, DATASETS ->
                        throw new IllegalArgumentException("Data of the format " + known
                                + " is read on Spark; say --execution spark, or write it as CSV or .npy");
                };
        return shape.isEmpty() ? stored : stored.shaped(shape(channelsLast));
    }

    /**
     * Checks that every option that was given is one of the format: one that does nothing may be taken for one that does.
     *
     * @throws IllegalArgumentException if one is not
     */
    void requireMeant(Format known) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--labels", labels != null);
        given.put("--inputs", inputs != null);
        given.put("--label-column", labelColumn != null);
        given.put("--ignore", !ignored.isEmpty());
        given.put("--classes", !classes.isEmpty());
        given.put("--classes-file", classesFile != null);
        given.put("--channels", channels != null);
        given.put("--divisor", divisor != null);
        given.put("--shape", !shape.isEmpty() && known == Format.DATASETS);
        given.forEach((option, isGiven) -> {
            if (isGiven && !known.options.contains(option)) {
                throw new IllegalArgumentException(option + " is not for data of the format " + known
                        + (known.options.isEmpty()
                                ? ", which has no options of its own"
                                : ", whose options are "
                                        + known.options.stream().sorted().collect(Collectors.joining(", "))));
            }
        });
    }

    private List<String> classes() throws IOException {
        Path file = classesFile;
        if (file == null) {
            return classes;
        }
        if (!classes.isEmpty()) {
            throw new IllegalArgumentException("--classes and --classes-file are both given; give one of them");
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no file " + file + "; correct the path of the classes", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is no text in UTF-8; save it in that encoding", e);
        }
    }

    private String labels() {
        if (labels == null) {
            throw new IllegalArgumentException(
                    "The labels of " + data + " are in a file of their own; name it by --labels");
        }
        return labels;
    }

    /**
     * The shape that was given.
     *
     * @throws IllegalArgumentException if there is none
     */
    InputShape shape(boolean channelsLast) {
        return switch (shape.size()) {
            case 1 -> InputShape.flat(shape.get(0));
            case 3 ->
                new InputShape(channelsLast ? Layout.NHWC : Layout.NCHW, shape.get(0), shape.get(1), shape.get(2));
            default ->
                throw new IllegalArgumentException(
                        "--shape is 784 for flat samples, 1x28x28 for channels, height and width, but "
                                + (shape.isEmpty()
                                        ? "is not given, and Parquet files need it"
                                        : "has the numbers " + shape));
        };
    }
}
