package org.robustness4j.model.network;

/** A function of one number that a layer applies to each of its values. */
public interface ScalarFunction {

    /** Its value. */
    double value(double x);

    /** Its derivative; at a kink that of either side. */
    double derivative(double x);

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
    }
}
