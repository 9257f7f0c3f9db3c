package org.robustness4j.internal.report;

import java.util.Locale;

/**
 * Where shares lie in an SVG image of 480 x 300, whose legend is on the right.
 *
 * @param largest the value at the right end of the horizontal axis, which begins at 0
 */
record PlotArea(double largest) {

    static final int WIDTH = 290;
    static final int TOP = 20;
    static final int HEIGHT = 230;

    /** Horizontal lines are a quarter apart. */
    static final int QUARTERS = 4;

    /** The height of a line of the legend. */
    static final int LEGEND_LINE = 18;

    private static final int LEFT = 50;

    String x(double value) {
        return coordinate(LEFT + WIDTH * value / largest);
    }

    static String y(double share) {
        return coordinate(TOP + HEIGHT * (1 - share));
    }

    static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
