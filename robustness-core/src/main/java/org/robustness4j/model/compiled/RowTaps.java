package org.robustness4j.model.compiled;

import org.robustness4j.model.network.Axis;

/**
 * What the taps of a window see along the height of an image.
 *
 * @param axis how the window moves
 * @param height the number of rows of a channel of its input
 */
record RowTaps(Axis axis, int height) {

    /**
     * The row of the input that a tap sees, -1 where it sees padding.
     *
     * @param row of the output, counted through all channels
     */
    int source(int row, int tap) {
        int y = axis.input(row % axis.outputs(), tap);
        return y < 0 || y >= height ? -1 : row / axis.outputs() * height + y;
    }
}
