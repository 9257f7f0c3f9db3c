package org.robustness4j.model.internal.network;

import java.util.OptionalDouble;

/**
 * A function of one number that a layer applies to each of its values. Ours use {@link StrictMath}, whose results are
 * the same on every processor.
 */
public interface ScalarFunction {

    /** Its value. */
    double value(double x);

    /** Its derivative; at a kink that of either side. */
    double derivative(double x);

    /**
     * A bound of its absolute second derivative on an interval, away from its kinks: what proofs need to know of a
     * function. Empty where none is known.
     */
    default OptionalDouble curvature(double low, double high) {
        return OptionalDouble.empty();
    }

    /** Where it has a kink, or jumps: at the number itself, or right behind it. */
    default double[] kinks() {
        return new double[0];
    }

    /** {@code max(x, slope * x)}, for a slope from 0, the rectifier, to below 1. */
    record Rectifier(double slope) implements ScalarFunction {

        /** @throws IllegalArgumentException if the slope is not in [0, 1) */
        public Rectifier {
            if (!(slope >= 0 && slope < 1)) {
                throw new IllegalArgumentException("The slope of a rectifier is in [0, 1), not " + slope);
            }
        }

        @Override
        public double value(double x) {
            return x > 0 ? x : slope * x;
        }

        @Override
        public double derivative(double x) {
            return x > 0 ? 1 : slope;
        }

        @Override
        public OptionalDouble curvature(double low, double high) {
            return OptionalDouble.of(0);
        }

        @Override
        public double[] kinks() {
            return new double[] {0};
        }
    }

    /** {@code min(x, limit)} from the threshold on, {@code slope * (x - threshold)} below. */
    record ThresholdRectifier(double threshold, double slope, double limit) implements ScalarFunction {

        @Override
        public double value(double x) {
            return Math.min(limit, x > threshold ? x : slope * (x - threshold));
        }

        @Override
        public double derivative(double x) {
            return x > threshold ? (x < limit ? 1 : 0) : slope;
        }

        @Override
        public OptionalDouble curvature(double low, double high) {
            return OptionalDouble.of(0);
        }

        @Override
        public double[] kinks() {
            double falling = threshold + limit / slope;
            return Double.isFinite(falling)
                    ? new double[] {threshold, limit, falling}
                    : new double[] {threshold, limit};
        }
    }

    /** {@code slope * x + offset}, held between two limits: hard sigmoid and hard tanh, for two. */
    record Clamp(double slope, double offset, double low, double high) implements ScalarFunction {

        @Override
        public double value(double x) {
            return Math.max(low, Math.min(high, slope * x + offset));
        }

        @Override
        public double derivative(double x) {
            double y = slope * x + offset;
            return y > low && y < high ? slope : 0;
        }

        @Override
        public OptionalDouble curvature(double low, double high) {
            return OptionalDouble.of(0);
        }

        @Override
        public double[] kinks() {
            return new double[] {(low - offset) / slope, (high - offset) / slope};
        }
    }

    /** {@code scale * x} for positive numbers, {@code scale * alpha * (exp(x) - 1)} for others. */
    record ExponentialUnit(double scale, double alpha) implements ScalarFunction {

        @Override
        public double value(double x) {
            return scale * (x > 0 ? x : alpha * StrictMath.expm1(x));
        }

        @Override
        public double derivative(double x) {
            return scale * (x > 0 ? 1 : alpha * StrictMath.exp(x));
        }

        @Override
        public OptionalDouble curvature(double low, double high) {
            return OptionalDouble.of(Math.abs(scale * alpha));
        }

        @Override
        public double[] kinks() {
            return new double[] {0};
        }
    }
}
