package org.robustness4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.file.CsvColumns;
import org.robustness4j.data.file.CsvFile;
import org.robustness4j.data.file.FileStore;
import org.robustness4j.data.file.IdxFiles;
import org.robustness4j.data.file.ImageFolder;
import org.robustness4j.data.file.NumpyFiles;
import org.robustness4j.data.file.StoredSamples;
import picocli.CommandLine.Option;

/** The data set of a command. */
final class DataSetOptions {

    private static final double BYTES = 255;

    /** The formats of data sets. */
    enum Format {
        CSV,
        IDX,
        NPY,
        NPZ,
        IMAGES,
        PARQUET,
        DATASETS
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

    @Option(
            names = "--channels",
            defaultValue = "3",
            description = "of a folder of images: 1, or ${DEFAULT-VALUE} (the default)")
    private int channels;

    @Option(
            names = "--divisor",
            description =
                    "what values are divided by; by default 255 for IDX files and images, so that they lie in 0 to 1, and 1 for others")
    private @Nullable Double divisor;

    String data() {
        return data;
    }

    /** The format that was given, or that the name tells. */
    Format format(FileStore files) throws IOException {
        if (format != null) {
            return format;
        }
        if (files.status(data).isFolder()) {
            return Format.IMAGES;
        }
        String name = data.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return Format.CSV;
        } else if (name.endsWith(".npy")) {
            return Format.NPY;
        } else if (name.endsWith(".npz")) {
            return Format.NPZ;
        } else if (name.endsWith(".parquet")) {
            return Format.PARQUET;
        } else if (name.endsWith(".idx") || name.matches(".*idx\\d-ubyte")) {
            return Format.IDX;
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
    StoredSamples samples(FileStore files, SampleSource.Format needed) throws IOException {
        boolean channelsLast = needed.channelsLast();
        Format known = format(files);
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
                                new CsvColumns(labelColumn, ignored, classes),
                                divisor == null ? 1 : divisor);
                    case IDX -> new IdxFiles(files, data, labels(), divisor == null ? BYTES : divisor);
                    case NPY -> new NumpyFiles(files, data, labels(), channelsLast, divisor == null ? 1 : divisor);
                    case NPZ ->
                        NumpyFiles.ofArchive(files, data, inputs, labels, channelsLast, divisor == null ? 1 : divisor);
                    case IMAGES ->
                        new ImageFolder(
                                files, data, channels, channelsLast, divisor == null ? BYTES : divisor, classes);
                    case PARQUET, DATASETS ->
                        throw new IllegalArgumentException("Data of the format " + known
                                + " is read on Spark; say --execution spark, or write it as CSV or .npy");
                };
        return shape.isEmpty() ? stored : stored.shaped(shape(channelsLast));
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
                        "--shape, which Parquet files need, is 784 for flat samples, 1x28x28 for channels, height and width, but was "
                                + shape);
        };
    }
}
