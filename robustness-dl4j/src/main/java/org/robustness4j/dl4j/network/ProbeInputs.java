package org.robustness4j.dl4j.network;

import java.util.Arrays;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;

/** Inputs at which two ways to compute a network are compared. */
public final class ProbeInputs {

    /** What inputs behind a normaliser are multiplied with: small ones for most networks, large ones for limits. */
    private static final double[] FACTORS = {1, 1, 1, 2, 2, 10, 10, 100};

    /** As many inputs as there are scales. */
    public static final int SCALES = FACTORS.length;

    private ProbeInputs() {}

    /**
     * The same for samples of a shape. Of sequences with padding, each has one step less than the one before, down to
     * one; the labels that a row carries are 0.
     *
     * @return {@code [rows, features]}
     */
    public static Matrix of(int rows, InputShape shape) {
        return carrying(of(rows, shape.values()), shape);
    }

    /** Samples of zeros, of which every step is there. */
    public static Matrix zeros(int rows, InputShape shape) {
        Matrix zeros = new Matrix(rows, shape.features(), new float[rows * shape.features()]);
        for (int i = 0; i < rows; i++) {
            fill(zeros.values(), i * shape.features(), shape, shape.width());
        }
        return zeros;
    }

    private static Matrix carrying(Matrix values, InputShape shape) {
        if (shape.isPlain()) {
            return values;
        }
        float[] rows = new float[values.rows() * shape.features()];
        for (int i = 0; i < values.rows(); i++) {
            int steps = shape.width() - i % shape.width();
            System.arraycopy(values.values(), i * shape.values(), rows, i * shape.features(), shape.values());
            fill(rows, i * shape.features(), shape, steps);
        }
        return new Matrix(values.rows(), shape.features(), rows);
    }

    private static void fill(float[] rows, int from, InputShape shape, int steps) {
        if (shape.masked()) {
            Arrays.fill(rows, from + shape.maskIndex(0), from + shape.maskIndex(0) + steps, 1);
        }
    }

    /**
     * Values without a pattern around 0, the same every time: the fractional parts of multiples of a constant.
     *
     * @return {@code [rows, features]}
     */
    public static Matrix of(int rows, int features) {
        float[] values = new float[rows * features];
        for (int i = 0; i < values.length; i++) {
            double multiple = (i + 1) * 0.6180339887498949;
            double centred = 2 * (multiple - Math.floor(multiple)) - 1;
            values[i] = (float) (FACTORS[i / features % FACTORS.length] * centred);
        }
        return new Matrix(rows, features, values);
    }
}
