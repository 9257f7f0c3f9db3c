package org.robustness4j.data;

import java.io.Serializable;
import java.util.Arrays;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The shape of one sample.
 *
 * @param layout the order of the axes
 * @param channels the number of colours, or of features
 * @param height the height in pixels, 1 when there are none
 * @param width the width in pixels, or the length of a sequence, 1 when flat
 */
@API(status = Status.STABLE, since = "0.1")
public record InputShape(Layout layout, int channels, int height, int width) implements Serializable {

    /** @throws IllegalArgumentException if a dimension is not positive */
    public InputShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("Dimensions of a sample must be at least 1, but are " + channels
                    + " channels (or features), height " + height + ", width " + width);
        }
    }

    /** The shape of a sample without spatial axes. */
    public static InputShape flat(int features) {
        return new InputShape(Layout.FLAT, features, 1, 1);
    }

    /**
     * Reads the shape of one sample off the shape of a batch.
     *
     * @param batch {@code [n, features]}, {@code [n, features, length]}, {@code [n, channels, height, width]} or
     *     {@code [n, height, width, channels]}
     * @param channelsLast whether an array of rank 4 has its channels last
     * @throws IllegalArgumentException if the array has another rank
     */
    public static InputShape ofBatch(long[] batch, boolean channelsLast) {
        int[] shape = Arrays.stream(batch).mapToInt(Math::toIntExact).toArray();
        return switch (shape.length) {
            case 2 -> flat(shape[1]);
            case 3 -> new InputShape(Layout.NCW, shape[1], 1, shape[2]);
            case 4 ->
                channelsLast
                        ? new InputShape(Layout.NHWC, shape[3], shape[1], shape[2])
                        : new InputShape(Layout.NCHW, shape[1], shape[2], shape[3]);
            default ->
                throw new IllegalArgumentException(
                        "Samples must be [n, features], sequences of rank 3 or images of rank 4, but have the shape "
                                + Arrays.toString(batch));
        };
    }

    /** The number of values in one sample. */
    public int features() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    /** The position of a value in a flattened sample, from 0. */
    public int index(int channel, int row, int column) {
        return layout == Layout.NHWC
                ? (row * width + column) * channels + channel
                : (channel * height + row) * width + column;
    }

    /** Whether there is a height and a width. */
    public boolean isImage() {
        return layout == Layout.NCHW || layout == Layout.NHWC;
    }

    /** For people, in the order of the axes: {@code [784]}, {@code NCHW [1, 28, 28]}. */
    @Override
    public String toString() {
        long[] batch = batch(1);
        return (layout == Layout.FLAT ? "" : layout + " ")
                + Arrays.toString(Arrays.copyOfRange(batch, 1, batch.length));
    }

    /** The shape of a batch of {@code rows} samples, as the model takes it. */
    public long[] batch(int rows) {
        return switch (layout) {
            case FLAT -> new long[] {rows, channels};
            case NCHW -> new long[] {rows, channels, height, width};
            case NHWC -> new long[] {rows, height, width, channels};
            case NCW -> new long[] {rows, channels, width};
        };
    }
}
