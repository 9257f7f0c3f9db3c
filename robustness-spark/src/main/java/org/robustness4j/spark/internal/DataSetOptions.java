package org.robustness4j.spark.internal;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.SampleSource;
import org.robustness4j.spark.data.DataSetFiles;
import org.robustness4j.spark.data.HadoopFiles;
import org.robustness4j.spark.data.IdxFiles;
import org.robustness4j.spark.data.ImageFolder;
import org.robustness4j.spark.data.ParquetFiles;
import org.robustness4j.spark.data.StoredSamples;
import picocli.CommandLine.Option;

/** The data set of a command. */
public final class DataSetOptions {

    /** The formats of data sets. */
    enum Format {
        IDX,
        IMAGES,
        PARQUET,
        DATASETS
    }

    @Option(
            names = "--data",
            required = true,
            description =
                    "the data set: IDX file of inputs, folder of images, Parquet file or folder, folder of DataSet files")
    private String data = "";

    @Option(names = "--labels", description = "the IDX file of labels")
    private @Nullable String labels;

    @Option(names = "--format", required = true, description = "${COMPLETION-CANDIDATES}")
    private Format format = Format.IDX;

    @Option(
            names = "--shape",
            split = "x",
            description =
                    "of a sample, as the model takes it: 784, or 1x28x28 for channels, height, width; needed for Parquet")
    private List<Integer> shape = List.of();

    @Option(names = "--channels", defaultValue = "3", description = "of image files: 1, or 3 (the default)")
    private int channels;

    @Option(
            names = "--divisor",
            defaultValue = "255",
            description = "of the values of IDX files and images; ${DEFAULT-VALUE} by default")
    private double divisor;

    /**
     * The data set.
     *
     * @param needed how the model takes samples, and which labels it needs
     * @throws IllegalArgumentException if an option is missing, or the files are no such data set
     * @throws IOException if a file cannot be read now
     */
    public StoredSamples samples(JavaSparkContext context, HadoopFiles files, SampleSource.Format needed)
            throws IOException {
        boolean channelsLast = needed.channelsLast();
        return switch (format) {
            case IDX -> {
                if (labels == null) {
                    throw new IllegalArgumentException("The format IDX needs --labels, the file of the labels");
                }
                IdxFiles stored = new IdxFiles(files, data, labels, divisor);
                yield shape.isEmpty() ? stored : stored.shaped(shape(channelsLast));
            }
            case IMAGES -> new ImageFolder(files, data, channels, channelsLast, divisor);
            case PARQUET -> new ParquetFiles(files, data, shape(channelsLast));
            case DATASETS -> new DataSetFiles(context, files, data, needed);
        };
    }

    private InputShape shape(boolean channelsLast) {
        return switch (shape.size()) {
            case 1 -> InputShape.flat(shape.get(0));
            case 3 ->
                new InputShape(channelsLast ? Layout.NHWC : Layout.NCHW, shape.get(0), shape.get(1), shape.get(2));
            default ->
                throw new IllegalArgumentException(
                        "--shape, which the format PARQUET needs, is 784 for flat samples, 1x28x28 for channels, height and width, but was "
                                + shape);
        };
    }
}
