package org.robustness4j.certification.internal.graph;

import java.util.OptionalDouble;
import org.robustness4j.model.internal.network.ScalarFunction;

/**
 * A function of one number whose curvature is bounded, so that lines can be drawn around it.
 *
 * @param isGated whether it is computed as the product of the number and another function, whose error that multiplies
 */
public record Curve(ScalarFunction function, boolean isGated) {

    /** Two units in the last place of float32. */
    private static final double BESIDE = 0x1p-22;

    /** Into how many parts an interval is divided. */
    private static final int PARTS = 64;

    /**
     * What float32 may be wrong by, of the value and beside it: 16 units in the last place, which libraries that
     * approximate stay below.
     */
    private static final double ERROR = 0x1p-20;

    /** Of one operation. */
    Curve(ScalarFunction function) {
        this(function, false);
    }

    /** Whether its curvature is bounded somewhere at all. */
    static boolean isBounded(ScalarFunction function) {
        return function.curvature(0.25, 0.5).isPresent();
    }

    /**
     * Draws lines above and below it, and levels too.
     *
     * @return {@code {lower slope, lower intercept, upper slope, upper intercept, least value, largest value}}; infinite
     *     where it is not bounded
     */
    public double[] lines(double low, double high) {
        OptionalDouble curvature = function.curvature(low, high);
        double infinite = Double.POSITIVE_INFINITY;
        if (curvature.isEmpty() || !Double.isFinite(low) || !Double.isFinite(high)) {
            return new double[] {0, -infinite, 0, infinite, -infinite, infinite};
        }
        double width = (high - low) / PARTS;
        // between neighbouring points a function is no further from the chord than that
        double bend = curvature.getAsDouble() * width * width / 8 * (1 + 0x1p-20);
        double slope = width > 0 ? (function.value(high) - function.value(low)) / (high - low) : 0;
        if (!Double.isFinite(slope)) {
            slope = 0;
        }
        Around around = new Around(slope);
        for (int i = 0; i <= PARTS; i++) {
            around.add(i == PARTS ? high : low + i * width, function);
        }
        for (double kink : function.kinks()) {
            // a threshold in float32 is another number than that in float64
            double beside = Math.abs(kink) * BESIDE;
            if (kink >= low - beside && kink <= high + beside) {
                around.add(Math.nextDown(kink), function);
                around.add(kink, function);
                around.add(Math.nextUp(kink), function);
            }
        }
        double reach = Math.max(Math.abs(around.least), Math.abs(around.largest)) + bend;
        double gate = isGated ? 2 * Math.max(Math.abs(low), Math.abs(high)) : 0;
        double error = bend + ERROR * (1 + reach + gate);
        return new double[] {
            slope, around.below - error, slope, around.above + error, around.least - error, around.largest + error
        };
    }

    /** What a function keeps to at some points. */
    private static final class Around {

        private final double slope;
        private double below = Double.POSITIVE_INFINITY;
        private double above = Double.NEGATIVE_INFINITY;
        private double least = Double.POSITIVE_INFINITY;
        private double largest = Double.NEGATIVE_INFINITY;

        Around(double slope) {
            this.slope = slope;
        }

        void add(double x, ScalarFunction function) {
            double y = function.value(x);
            below = Math.min(below, y - slope * x);
            above = Math.max(above, y - slope * x);
            least = Math.min(least, y);
            largest = Math.max(largest, y);
        }
    }
}
