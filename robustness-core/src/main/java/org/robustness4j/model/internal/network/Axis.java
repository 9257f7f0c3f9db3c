package org.robustness4j.model.internal.network;

/**
 * How a window moves along one axis.
 *
 * @param kernel its length
 * @param stride by how much it moves
 * @param dilation the distance between its taps, 1 when they are neighbours
 * @param padding how many values are added before the first one, or left out when negative; those after the last follow
 *     from {@code outputs}
 * @param outputs the number of its positions
 */
public record Axis(int kernel, int stride, int dilation, int padding, int outputs) {

    /** @throws IllegalArgumentException if a value is out of range */
    public Axis {
        if (kernel < 1 || stride < 1 || dilation < 1 || outputs < 1) {
            throw new IllegalArgumentException(
                    "A window needs a kernel, stride, dilation and number of positions of at least" + " 1, but has "
                            + kernel + ", " + stride + ", " + dilation + " and " + outputs);
        }
    }

    /** A window that sees one value at a time. */
    public static Axis pointwise(int inputs) {
        return new Axis(1, 1, 1, 0, inputs);
    }

    /**
     * A window that fits wholly inside the padded input at each of its positions.
     *
     * @param inputs the length of what it moves over
     * @param padding how many values are added at each end
     * @throws IllegalArgumentException if it is longer than the padded input
     */
    public static Axis valid(int inputs, int kernel, int stride, int dilation, int padding) {
        int span = (kernel - 1) * dilation + 1;
        return new Axis(kernel, stride, dilation, padding, Math.floorDiv(inputs + 2 * padding - span, stride) + 1);
    }

    /**
     * A window with {@code ceil(inputs / stride)} positions; of the padding that needs, the smaller half comes first.
     */
    public static Axis same(int inputs, int kernel, int stride, int dilation) {
        int outputs = -Math.floorDiv(-inputs, stride);
        int padding = (outputs - 1) * stride + (kernel - 1) * dilation + 1 - inputs;
        return new Axis(kernel, stride, dilation, padding / 2, outputs);
    }

    /** The input that a tap of the window sees at a position; outside the input where it sees padding. */
    public int input(int output, int tap) {
        return output * stride + tap * dilation - padding;
    }
}
