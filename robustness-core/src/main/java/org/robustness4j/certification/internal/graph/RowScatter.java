package org.robustness4j.certification.internal.graph;

import java.util.List;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/**
 * The transpose of a convolution whose window moves by one, for a part of the image. The rows of a filter lie beside each
 * other, each shifted as a tap of the window asks, so that all taps of a row of the window are added in one loop whose
 * arrays have the same index: that is what the virtual machine's compiler computes several values at once for.
 */
final class RowScatter {

    private final FeatureShape domain;
    private final FeatureShape image;
    private final Axis vertical;
    private final Axis horizontal;
    private final double[] weights;
    /** Of the domain, for a filter. */
    private final int channels;

    private final int filtersOfGroup;
    private final Extent extent;
    /** How many values of a row of the image there are. */
    private final int length;
    /** The column of the domain that the shifted rows begin with, which may be outside. */
    private final int start;
    /** The reached part of the domain. */
    private final int left;

    private final int right;
    private final int top;
    private final int bottom;
    /** For each row of the image, and each tap of a row of the window. */
    private final double[][][] rows;

    private final double[] sums;

    RowScatter(FeatureShape domain, FeatureShape image, Window window, int groups, double[] weights, Extent extent) {
        this.domain = domain;
        this.image = image;
        this.vertical = window.vertical();
        this.horizontal = window.horizontal();
        this.weights = weights;
        this.channels = domain.channels() / groups;
        this.filtersOfGroup = image.channels() / groups;
        this.extent = extent;
        this.length = extent.right() - extent.left();
        int width = length + (horizontal.kernel() - 1) * horizontal.dilation();
        this.start = horizontal.input(extent.left(), 0);
        this.left = Math.max(0, start);
        this.right = Math.min(domain.width(), start + width);
        this.top = Math.max(0, vertical.input(extent.top(), 0));
        this.bottom = Math.min(domain.height(), vertical.input(extent.bottom() - 1, vertical.kernel() - 1) + 1);
        this.rows = new double[extent.bottom() - extent.top()][horizontal.kernel()][width];
        this.sums = new double[width];
    }

    /** Adds what filters contribute. */
    void add(double[] from, List<Integer> filters, double[] to) {
        if (left >= right || top >= bottom) {
            return; // the window sees padding alone
        }
        for (int filter : filters) {
            shift(from, filter);
            int first = filter / filtersOfGroup * channels;
            for (int channel = 0; channel < channels; channel++) {
                int kernel = (filter * channels + channel) * vertical.kernel() * horizontal.kernel();
                for (int y = top; y < bottom; y++) {
                    addRow(y, kernel, to, domain.index(first + channel, y, left));
                }
            }
            extent.reach(domain.index(first, top, left), domain.index(first + channels - 1, bottom - 1, right - 1) + 1);
        }
    }

    private void shift(double[] from, int filter) {
        for (int y = 0; y < rows.length; y++) {
            int row = image.index(filter, extent.top() + y, extent.left());
            for (int tap = 0; tap < rows[y].length; tap++) {
                System.arraycopy(from, row, rows[y][tap], tap * horizontal.dilation(), length);
            }
        }
    }

    private void addRow(int y, int kernel, double[] to, int target) {
        System.arraycopy(to, target, sums, left - start, right - left);
        for (int tap = 0; tap < vertical.kernel(); tap++) {
            int row = y + vertical.padding() - tap * vertical.dilation() - extent.top();
            if (row >= 0 && row < rows.length) {
                add(rows[row], kernel + tap * horizontal.kernel());
            }
        }
        System.arraycopy(sums, left - start, to, target, right - left);
    }

    /** Adds rows, each multiplied by its weight, to the sums. */
    private void add(double[][] shifted, int kernel) {
        int tap = 0;
        for (; tap + 5 <= shifted.length; tap += 5) {
            five(shifted, tap, kernel + tap);
        }
        for (; tap + 3 <= shifted.length; tap += 3) {
            three(shifted, tap, kernel + tap);
        }
        for (; tap < shifted.length; tap++) {
            one(shifted[tap], weights[kernel + tap]);
        }
    }

    private void five(double[][] shifted, int first, int kernel) {
        double[] sum = sums;
        double[] row0 = shifted[first];
        double[] row1 = shifted[first + 1];
        double[] row2 = shifted[first + 2];
        double[] row3 = shifted[first + 3];
        double[] row4 = shifted[first + 4];
        double weight0 = weights[kernel];
        double weight1 = weights[kernel + 1];
        double weight2 = weights[kernel + 2];
        double weight3 = weights[kernel + 3];
        double weight4 = weights[kernel + 4];
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight0 * row0[i] + weight1 * row1[i] + weight2 * row2[i] + weight3 * row3[i] + weight4 * row4[i];
        }
    }

    private void three(double[][] shifted, int first, int kernel) {
        double[] sum = sums;
        double[] row0 = shifted[first];
        double[] row1 = shifted[first + 1];
        double[] row2 = shifted[first + 2];
        double weight0 = weights[kernel];
        double weight1 = weights[kernel + 1];
        double weight2 = weights[kernel + 2];
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight0 * row0[i] + weight1 * row1[i] + weight2 * row2[i];
        }
    }

    private void one(double[] row, double weight) {
        double[] sum = sums;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * row[i];
        }
    }
}
