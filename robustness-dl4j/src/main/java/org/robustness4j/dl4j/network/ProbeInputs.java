package org.robustness4j.dl4j.network;

import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.internal.LargeInputs;

/** Inputs at which two ways to compute a network are compared. */
public final class ProbeInputs {

    /** What inputs behind a normaliser are multiplied with: small ones for most networks, large ones for limits. */
    private static final double[] FACTORS = {1, 1, 1, 2, 2, 10, 10, 100};

    /** Of large inputs one is small and one large. */
    private static final double[] FACTORS_OF_LARGE = {1, 10};

    /** As many inputs as there are scales. */
    public static final int SCALES = FACTORS.length;

    private ProbeInputs() {}

    /**
     * Samples of a shape. Where they carry a mask, steps from the first on are there: all in the first sample, one less
     * in each that follows, at least one.
     *
     * @return {@code [rows, features of the shape]}
     */
    public static Matrix of(int rows, InputShape shape) {
        return withMask(of(rows, shape.values()), shape);
    }

    /** Samples of a shape, as many as are needed to tell two ways to compute a network from each other. */
    public static Matrix of(InputShape shape) {
        double[] factors = LargeInputs.areLarge(shape.values()) ? FACTORS_OF_LARGE : FACTORS;
        return withMask(of(factors.length, shape.values(), factors), shape);
    }

    /** Samples of zeros, as many, with the same masks. */
    public static Matrix zeros(int rows, InputShape shape) {
        return withMask(new Matrix(rows, shape.values(), new float[Matrix.size(rows, shape.values())]), shape);
    }

    private static Matrix withMask(Matrix values, InputShape shape) {
        if (shape.features() == shape.values()) {
            return values;
        }
        float[] samples = new float[Matrix.size(values.rows(), shape.features())];
        for (int row = 0; row < values.rows(); row++) {
            int start = row * shape.features();
            System.arraycopy(values.values(), row * shape.values(), samples, start, shape.values());
            int present = shape.masked() ? shape.width() - row % shape.width() : 0;
            for (int step = 0; step < present; step++) {
                samples[start + shape.maskIndex(step)] = 1;
            }
        }
        return new Matrix(values.rows(), shape.features(), samples);
    }

    /**
     * Values without a pattern around 0, the same every time: the fractional parts of multiples of a constant.
     *
     * @return {@code [rows, features]}
     */
    public static Matrix of(int rows, int features) {
        return of(rows, features, FACTORS);
    }

    private static Matrix of(int rows, int features, double[] factors) {
        float[] values = new float[Matrix.size(rows, features)];
        for (int i = 0; i < values.length; i++) {
            double multiple = (i + 1) * 0.6180339887498949;
            double centred = 2 * (multiple - Math.floor(multiple)) - 1;
            values[i] = (float) (factors[i / features % factors.length] * centred);
        }
        return new Matrix(rows, features, values);
    }

    /**
     * Indices without a pattern, the same every time; no step is padding.
     *
     * @return {@code [SCALES, features]}
     */
    public static Matrix indices(InputShape shape, int vocabulary) {
        int features = shape.features();
        float[] values = new float[Matrix.size(SCALES, features)];
        for (int i = 0; i < values.length; i++) {
            double multiple = (i + 1) * 0.6180339887498949;
            boolean isIndex = i % features < shape.values();
            values[i] = isIndex ? (float) Math.floor(vocabulary * (multiple - Math.floor(multiple))) : 1;
        }
        return new Matrix(SCALES, features, values);
    }
}
