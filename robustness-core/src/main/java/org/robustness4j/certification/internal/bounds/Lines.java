package org.robustness4j.certification.internal.bounds;

import org.robustness4j.certification.internal.graph.BoundGraph.Curved;
import org.robustness4j.certification.internal.graph.BoundGraph.Rectified;
import org.robustness4j.certification.internal.graph.Curve;

/**
 * Lines below and above the functions of a node: {@code lowSlope x + lowIntercept <= f(x) <= highSlope x + highIntercept}.
 *
 * <p>Zhang et al.: Efficient neural network robustness certification with general activation functions, arXiv 1811.00866,
 * table 2; for rectifiers the lower slope is that of the smaller area, section 3.2, as in Singh et al., POPL 2019, doi
 * 10.1145/3290354.
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record Lines(double[] lowSlope, double[] lowIntercept, double[] highSlope, double[] highIntercept) {

    /** Covers the roundings of a chord. */
    private static final double OUTWARD = 1 + 0x1p-48;

    /** What sums with coefficients round, of what is summed: more than gamma of a million. */
    private static final double OF_SUMS = 0x1p-30;

    Lines(int size) {
        this(new double[size], new double[size], new double[size], new double[size]);
    }

    /** The lines of rectifiers. */
    static Lines of(Rectified rectified, double[] low, double[] high) {
        Lines lines = new Lines(rectified.size());
        for (int i = 0; i < low.length; i++) {
            double slope = rectified.slopes()[i];
            if (low[i] >= 0) {
                lines.set(i, 1, 0, 1, 0);
            } else if (high[i] <= 0) {
                lines.set(i, slope, 0, slope, 0);
            } else {
                double chord = (high[i] - slope * low[i]) / (high[i] - low[i]);
                double above = Math.max(high[i] - chord * high[i], slope * low[i] - chord * low[i]);
                lines.set(i, high[i] > -low[i] ? 1 : slope, 0, chord, above * OUTWARD + Double.MIN_NORMAL);
            }
        }
        return lines;
    }

    /**
     * The lines of other functions.
     *
     * @param least receives the least values
     * @param largest receives the largest values
     */
    static Lines of(Curved curved, double[] low, double[] high, double[] least, double[] largest) {
        Lines lines = new Lines(curved.size());
        Curve curve = curved.curve();
        for (int i = 0; i < low.length; i++) {
            double[] drawn = curve.lines(low[i], high[i]);
            double rounded = OF_SUMS * Math.abs(drawn[0]) * Math.max(Math.abs(low[i]), Math.abs(high[i]));
            lines.set(i, drawn[0], drawn[1] - rounded, drawn[2], drawn[3] + rounded);
            least[i] = drawn[4];
            largest[i] = drawn[5];
        }
        return lines;
    }

    void set(int i, double newLowSlope, double newLowIntercept, double newHighSlope, double newHighIntercept) {
        lowSlope[i] = newLowSlope;
        lowIntercept[i] = newLowIntercept;
        highSlope[i] = newHighSlope;
        highIntercept[i] = newHighIntercept;
    }

    /** Takes over others. */
    void copy(Lines others) {
        System.arraycopy(others.lowSlope, 0, lowSlope, 0, lowSlope.length);
        System.arraycopy(others.lowIntercept, 0, lowIntercept, 0, lowSlope.length);
        System.arraycopy(others.highSlope, 0, highSlope, 0, lowSlope.length);
        System.arraycopy(others.highIntercept, 0, highIntercept, 0, lowSlope.length);
    }
}
