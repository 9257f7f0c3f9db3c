package org.robustness4j.dl4j.network;

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

    /**
     * Indices without a pattern, the same every time; no step is padding.
     *
     * @return {@code [SCALES, features]}
     */
    public static Matrix indices(InputShape shape, int vocabulary) {
        int features = shape.features();
        float[] values = new float[SCALES * features];
        for (int i = 0; i < values.length; i++) {
            double multiple = (i + 1) * 0.6180339887498949;
            boolean isIndex = i % features < shape.values();
            values[i] = isIndex ? (float) Math.floor(vocabulary * (multiple - Math.floor(multiple))) : 1;
        }
        return new Matrix(SCALES, features, values);
    }
}
