package org.robustness4j.data.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.FileStorage.StoredFile;

/**
 * A table as text, of which one column has the labels and the others are features: CSV in UTF-8 with or without a line of
 * names, separated by commas, semicolons or tabs, plain or packed by gzip. A line of names has text where the next one
 * has a number, or text alone; without it columns are called 1, 2 and so on.
 *
 * <pre>{@code
 * Samples samples = new CsvFile(Path.of("wine.csv"), CsvColumns.labelled("cultivar")).all();
 * }</pre>
 *
 * <p>Labels that are whole numbers are classes as they are, from 0; texts are numbered in the order of the alphabet, as
 * scikit-learn numbers them, unless another order is given. The whole file is read once when it is opened, and from its
 * beginning up to the samples that are asked for each time after.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class CsvFile implements StoredSamples {

    private final FileStorage files;
    private final String file;
    private final CsvLayout layout;
    private final CsvLabels labels;
    private final float divisor;
    private final int size;
    private final String identity;
    private transient int @Nullable [] known;

    /**
     * Reads a file of this machine.
     *
     * @param columns what its columns are
     * @throws IllegalArgumentException naming line and column, if it is no such table
     * @throws IOException if it cannot be read
     */
    public CsvFile(Path file, CsvColumns columns) throws IOException {
        this(FileStorage.LOCAL, file.toString(), columns, 1);
    }

    /**
     * Reads a file.
     *
     * @param columns what its columns are
     * @param divisor of the values: 255 for pixels that the model takes in [0, 1], 1 for all others
     * @throws IllegalArgumentException naming line and column, if it is no such table
     * @throws IOException if it cannot be read now
     */
    public CsvFile(FileStorage files, String file, CsvColumns columns, double divisor) throws IOException {
        StoredFile status = files.status(file);
        this.files = files;
        this.file = status.path();
        this.divisor = Divisor.of(divisor);
        this.layout = CsvLayout.read(files, file, columns);
        CsvLabels.Builder seen = new CsvLabels.Builder(columns);
        try (CsvRows rows = new CsvRows(files, file, layout)) {
            while (rows.next()) {
                rows.check();
                seen.add(rows.label(), rows);
            }
            this.size = rows.read();
        }
        if (size == 0) {
            throw new IllegalArgumentException(file + " has no rows"
                    + (layout.hasNames() ? " below its line of names" : "") + "; give a table with at least one");
        }
        this.labels = seen.built(file, layout.labelName());
        this.known = seen.classes(labels);
        this.identity = status.version() + columns + this.divisor;
    }

    @Override
    public InputShape shape() {
        return InputShape.flat(layout.features().size());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String identity() {
        return identity;
    }

    /** The texts of the labels, in the order of their classes; none if the labels are numbers. */
    @Override
    public List<String> classNames() {
        return labels.names();
    }

    @Override
    public List<String> featureNames() {
        return layout.featureNames();
    }

    @Override
    public Samples read(int from, int to) throws IOException {
        return at(IntStream.range(from, to).toArray());
    }

    @Override
    public Samples at(int[] indices) throws IOException {
        int features = layout.features().size();
        float[] values = new float[Matrix.size(indices.length, features)];
        int[] classes = new int[indices.length];
        int done = 0;
        try (CsvRows rows = new CsvRows(files, file, layout)) {
            for (int row = 0; done < indices.length; row++) {
                if (!rows.next()) {
                    throw new IllegalArgumentException(
                            "Row " + indices[done] + " of " + file + " was asked for, which has " + row
                                    + " now and had " + size + " when it was opened; rows are counted from 0");
                }
                if (row == indices[done]) {
                    System.arraycopy(rows.values(divisor), 0, values, done * features, features);
                    classes[done++] = labels.classOf(rows.label(), rows);
                }
            }
        }
        return Samples.stored(shape(), new Matrix(indices.length, features, values), classes, indices);
    }

    @Override
    public int[] labels() throws IOException {
        int[] classes = known;
        if (classes == null) {
            classes = StoredSamples.super.labels();
            known = classes;
        }
        return classes.clone();
    }
}
