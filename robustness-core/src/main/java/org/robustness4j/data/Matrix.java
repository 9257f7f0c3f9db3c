package org.robustness4j.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Rows of equal length in float32: a batch of flattened inputs {@code [n, features]}, their logits {@code [n,
 * classes]}, or gradients of either.
 *
 * <p>The values are one row-major array that is shared, not copied: whoever hands an array over, or takes it from
 * {@link #values()}, does not write to it any more.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Matrix implements Serializable {

    private final int rows;
    private final int columns;
    private final float[] values;

    /**
     * Wraps a row-major array.
     *
     * @throws IllegalArgumentException if the array does not hold {@code rows * columns} values
     */
    public Matrix(int rows, int columns, float[] values) {
        if (rows < 0 || columns < 1 || values.length != (long) rows * columns) {
            throw new IllegalArgumentException("A matrix of " + rows + " x " + columns + " needs that many values, not "
                    + values.length + "; pass one row-major array");
        }
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** The longest array that every Java virtual machine can make. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    /**
     * How many values a matrix has, before memory is taken for them.
     *
     * @throws IllegalArgumentException if one array cannot hold them: it says how many rows it can hold, and what to do
     */
    public static int size(long rows, long columns) {
        if (rows < 0 || columns < 1) {
            throw new IllegalArgumentException("There is no matrix of " + rows + " rows of " + columns
                    + " values; rows are 0 or more, columns 1 or more");
        }
        if (rows > MOST_VALUES / columns) {
            throw new IllegalArgumentException(rows + " samples of " + columns + " values are "
                    + new BigDecimal(rows).multiply(new BigDecimal(columns)).toPlainString()
                    + " values, but what is held at once has at most " + MOST_VALUES + ", which are "
                    + MOST_VALUES / columns
                    + " such samples; take fewer with maxSamples, give the data set in parts, or"
                    + " evaluate it block by block with the ClusterEvaluator of robustness-spark");
        }
        return Math.toIntExact(rows * columns);
    }

    /**
     * Copies rows of equal length into a matrix.
     *
     * @throws IllegalArgumentException if a row is of another length, or there are more values than one array can hold
     */
    public static Matrix ofRows(List<float[]> rows, int columns) {
        float[] values = new float[size(rows.size(), columns)];
        for (int i = 0; i < rows.size(); i++) {
            float[] row = rows.get(i);
            if (row.length != columns) {
                throw new IllegalArgumentException(
                        "Row " + i + " holds " + row.length + " values, but every row needs " + columns);
            }
            System.arraycopy(row, 0, values, i * columns, columns);
        }
        return new Matrix(rows.size(), columns, values);
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of columns. */
    public int columns() {
        return columns;
    }

    /** The value in a row and a column, both from 0. */
    public float get(int row, int column) {
        return values[row * columns + column];
    }

    /** A copy of one row. */
    public float[] row(int row) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /**
     * Copies of some rows, in the order they are named.
     *
     * @throws IllegalArgumentException if there are more values than one array can hold
     */
    public Matrix at(int[] chosen) {
        float[] copied = new float[size(chosen.length, columns)];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * columns, copied, i * columns, columns);
        }
        return new Matrix(chosen.length, columns, copied);
    }

    /** A copy of some consecutive rows. */
    public Matrix rows(int from, int to) {
        return new Matrix(to - from, columns, Arrays.copyOfRange(values, from * columns, to * columns));
    }

    /** The row-major values themselves, not a copy: read only. */
    public float[] values() {
        return values;
    }

    /** The column with the largest value of a row; of equal ones the first. */
    public int argMax(int row) {
        int best = 0;
        for (int j = 1; j < columns; j++) {
            if (get(row, j) > get(row, best)) {
                best = j;
            }
        }
        return best;
    }

    /** Whether no value of a row is NaN or infinite. */
    public boolean isFinite(int row) {
        for (int j = 0; j < columns; j++) {
            if (!Float.isFinite(get(row, j))) {
                return false;
            }
        }
        return true;
    }
}
