package org.robustness4j.certification.internal.graph;

import java.util.Arrays;

/**
 * Coefficients of the values of a node, a row for each function. A row knows outside of which part it is zero: those of
 * single values of a convolution are, but for a window.
 *
 * <p>They belong to one thread.
 */
public final class Coefficients {

    private final int size;
    private double[][] values = new double[0][];
    private int[] from = new int[0];
    private int[] to = new int[0];

    /** Of a node with so many values; all zero. */
    public Coefficients(int size) {
        this.size = size;
    }

    /** Makes them zero, and as many rows as are needed. */
    public void clear(int rows) {
        if (values.length < rows) {
            values = new double[rows][size];
            from = new int[rows];
            to = new int[rows];
        }
        for (int row = 0; row < rows; row++) {
            if (from[row] < to[row]) {
                Arrays.fill(values[row], from[row], to[row], 0);
            }
            from[row] = size;
            to[row] = 0;
        }
    }

    /** A row; what is written to it is told by {@link #touch}. */
    public double[] row(int row) {
        return values[row];
    }

    /** The first place of a row that may not be zero. */
    public int from(int row) {
        return from[row];
    }

    /** The place behind the last one of a row that may not be zero. */
    public int to(int row) {
        return to[row];
    }

    /** Tells that a part of a row is written to. */
    public void touch(int row, int first, int end) {
        from[row] = Math.min(from[row], first);
        to[row] = Math.max(to[row], end);
    }

    /** Takes over the coefficients of a function. */
    public void set(int row, double[] function) {
        int first = 0;
        int end = function.length;
        while (first < end && function[first] == 0) {
            first++;
        }
        while (end > first && function[end - 1] == 0) {
            end--;
        }
        System.arraycopy(function, first, values[row], first, end - first);
        touch(row, first, end);
    }
}
