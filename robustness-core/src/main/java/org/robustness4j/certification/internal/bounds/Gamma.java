package org.robustness4j.certification.internal.bounds;

/**
 * {@code gamma(n) = n u / (1 - n u)}, by which a sum of products is wrong at most, relative to the sum of absolute
 * products, when each product goes through n roundings: in any order of summation, with and without fused multiply-adds
 * (Higham: Accuracy and Stability of Numerical Algorithms, second edition, section 3.1).
 */
final class Gamma {

    /** The unit roundoff of float32. */
    private static final double FLOAT = 0x1p-24;

    /** The unit roundoff of float64. */
    private static final double DOUBLE = 0x1p-53;

    /** Covers the roundings of gamma itself, and of what it is multiplied with. */
    private static final double OUTWARD = 1 + 0x1p-20;

    private Gamma() {}

    /** For float32; infinite where nothing can be said. */
    static double ofFloats(long n) {
        return of(n * FLOAT);
    }

    /** For float64. */
    static double ofDoubles(long n) {
        return of(n * DOUBLE);
    }

    private static double of(double error) {
        return error < 0.5 ? error / (1 - error) * OUTWARD : Double.POSITIVE_INFINITY;
    }
}
