package org.robustness4j.dl4j.backend;

import org.nd4j.linalg.api.buffer.DataType;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.translation.UntranslatableException;

/**
 * How near the logits of two ways to compute a network have to be. What a translation gets wrong must not be attacked:
 * DL4J's layers are then used instead. Only logits are compared, since DL4J's own gradients are wrong for some layers;
 * inputs for which they are not finite say nothing.
 *
 * @param tolerance the largest difference, as a share of the spread of the logits
 * @param rounding from where logits of any spread count as equal, as a share of their size
 */
record Agreement(double tolerance, double rounding) {

    /** In float32, also with what DL4J computes in float64: roundings of some 1e-7 add up over layers. */
    static final Agreement OF_FLOATS = new Agreement(1e-3, 1e-6);

    /** How many roundings of a network in few digits may add up in one logit. */
    private static final int ROUNDINGS = 64;

    /** With a network in float16 or bfloat16, whose own roundings, of 2^-11 or 2^-8, add up over layers. */
    static Agreement ofShortNumbers(DataType type) {
        double rounding = type == DataType.FLOAT16 ? 0x1p-11 : 0x1p-8;
        return new Agreement(ROUNDINGS * rounding, ROUNDINGS * rounding);
    }

    /** @throws UntranslatableException if they differ by more */
    void require(Matrix actual, Matrix expected) throws UntranslatableException {
        if (actual.rows() != expected.rows() || actual.columns() != expected.columns()) {
            throw new UntranslatableException("it gives " + actual.columns() + " logits where DL4J gives "
                    + expected.columns() + "; please report this network");
        }
        int compared = 0;
        for (int row = 0; row < expected.rows(); row++) {
            if (!expected.isFinite(row)) {
                continue;
            }
            compared++;
            double difference = 0;
            double smallest = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < expected.columns(); j++) {
                double value = expected.get(row, j);
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
                difference = Math.max(difference, Math.abs(value - actual.get(row, j)));
            }
            double size = Math.max(Math.abs(smallest), Math.abs(largest));
            if (!(difference <= tolerance * (largest - smallest) + rounding * (1 + size))) {
                throw new UntranslatableException(
                        "its logits differ from DL4J's by " + difference + "; please report this network");
            }
        }
        if (compared == 0) {
            throw new UntranslatableException("DL4J's logits are not finite, so that there is nothing to compare with");
        }
    }
}
