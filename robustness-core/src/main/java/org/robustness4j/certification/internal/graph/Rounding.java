package org.robustness4j.certification.internal.graph;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a linear node that is computed in float32 may be wrong by: the sum of absolute products, times {@code gamma(n)}.
 *
 * @param operations n, the most roundings that a product goes through, in any order of summation; 0 where nothing is
 *     rounded
 * @param offset for each value what the sum of absolute products has beside {@code |L| |x|}: the absolute bias, or more
 * @param other a bound of the sum of absolute products for another way to compute the same, from the largest absolute
 *     values of the inputs; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record Rounding(
        int operations, double[] offset, @Nullable UnaryOperator<double[]> other) {

    /** Of values that are moved, compared or multiplied by 1. */
    static final Rounding NONE = new Rounding(0, new double[0], null);

    /** Of sums of products, and their bias. */
    static Rounding of(int operations, double[] bias) {
        double[] offset = new double[bias.length];
        for (int i = 0; i < offset.length; i++) {
            offset[i] = Math.abs(bias[i]);
        }
        return new Rounding(operations, offset, null);
    }

    /** The same values multiplied, and added to, which takes roundings of its own. */
    Rounding scaled(double[] factors, double[] shift) {
        double[] offsets = new double[offset.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = offset[i] * Math.abs(factors[i]) + Math.abs(shift[i]);
        }
        UnaryOperator<double[]> unscaled = other;
        return new Rounding(
                operations + OF_AN_AFFINE_MAP, offsets, unscaled == null ? null : x -> scaled(unscaled, factors, x));
    }

    /** The product, the sum, and those that went into the factor and the folded weight. */
    private static final int OF_AN_AFFINE_MAP = 6;

    private static double[] scaled(UnaryOperator<double[]> unscaled, double[] factors, double[] x) {
        double[] y = unscaled.apply(x);
        for (int i = 0; i < y.length; i++) {
            y[i] *= Math.abs(factors[i]);
        }
        return y;
    }
}
