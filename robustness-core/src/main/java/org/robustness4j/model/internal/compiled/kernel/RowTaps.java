package org.robustness4j.model.internal.compiled.kernel;

import org.robustness4j.model.internal.network.Axis;

/**
 * What the taps of a window see along the height of an image.
 *
 * @param axis how the window moves
 * @param height the number of rows of a channel of its input
 */
public record RowTaps(Axis axis, int height) {

    /**
     * The row of the input that a tap sees, -1 where it sees padding.
     *
     * @param row of the output, counted through all channels
     */
    public int source(int row, int tap) {
        int y = axis.input(row % axis.outputs(), tap);
        return y < 0 || y >= height ? -1 : row / axis.outputs() * height + y;
    }
}
