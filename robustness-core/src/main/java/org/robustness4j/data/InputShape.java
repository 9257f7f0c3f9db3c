package org.robustness4j.data;

import java.io.Serializable;
import java.util.Arrays;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The shape of one sample. Behind its values a row may carry what belongs to the sample and not to the adversary: which
 * steps of a sequence are there, and labels of which there are several. No attack changes them, and no distance or
 * range knows them.
 *
 * @param layout the order of the axes
 * @param channels the number of colours, or of features
 * @param depth the number of images in a volume, 1 for all others
 * @param height the height in pixels, 1 when there are none
 * @param width the width in pixels, or the length of a sequence, 1 when flat
 * @param masked whether a row carries, behind its values, one value for each step of the sequence: 1 where the step is
 *     there, 0 where it is padding
 * @param labels how many labels a row carries, behind everything else; 0 where a sample has one, which is not among its
 *     values
 */
@API(status = Status.STABLE, since = "0.1")
public record InputShape(Layout layout, int channels, int depth, int height, int width, boolean masked, int labels)
        implements Serializable {

    /** @throws IllegalArgumentException if a dimension is not positive, or does not go with the others */
    public InputShape {
        if (channels < 1 || depth < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("Dimensions of a sample must be at least 1, but are " + channels
                    + " channels (or features), height " + height + ", width " + width
                    + (depth == 1 ? "" : ", depth " + depth));
        }
        if (depth > 1 && layout != Layout.NCDHW && layout != Layout.NDHWC) {
            throw new IllegalArgumentException("Samples in the layout " + layout + " have the depth 1, not " + depth
                    + "; volumes are NCDHW or NDHWC");
        }
        if (masked && layout != Layout.NCW && layout != Layout.NWC) {
            throw new IllegalArgumentException("Samples in the layout " + layout
                    + " have no steps that a mask could hide; sequences are NCW or NWC");
        }
        if (labels < 0) {
            throw new IllegalArgumentException("A sample carries 0 or more labels, not " + labels);
        }
    }

    /** A shape without depth, mask and labels. */
    public InputShape(Layout layout, int channels, int height, int width) {
        this(layout, channels, 1, height, width, false, 0);
    }

    /** The shape of a sample without spatial axes. */
    public static InputShape flat(int features) {
        return new InputShape(Layout.FLAT, features, 1, 1);
    }

    /**
     * Reads the shape of one sample off the shape of a batch.
     *
     * @param batch {@code [n, features]}, {@code [n, features, length]}, {@code [n, channels, height, width]} or
     *     {@code [n, channels, depth, height, width]}; with {@code channelsLast} the second axis comes last
     * @param channelsLast whether arrays of more than two axes have their channels last
     * @throws IllegalArgumentException if the array has another rank
     */
    public static InputShape ofBatch(long[] batch, boolean channelsLast) {
        int[] shape = Arrays.stream(batch).mapToInt(Math::toIntExact).toArray();
        return switch (shape.length) {
            case 2 -> flat(shape[1]);
            case 3 ->
                channelsLast
                        ? new InputShape(Layout.NWC, shape[2], 1, shape[1])
                        : new InputShape(Layout.NCW, shape[1], 1, shape[2]);
            case 4 ->
                channelsLast
                        ? new InputShape(Layout.NHWC, shape[3], shape[1], shape[2])
                        : new InputShape(Layout.NCHW, shape[1], shape[2], shape[3]);
            case 5 ->
                channelsLast
                        ? volume(Layout.NDHWC, shape[4], shape[1], shape[2], shape[3])
                        : volume(Layout.NCDHW, shape[1], shape[2], shape[3], shape[4]);
            default ->
                throw new IllegalArgumentException(
                        "Samples must be [n, features], sequences of rank 3, images of rank 4"
                                + " or volumes of rank 5, but have the shape " + Arrays.toString(batch));
        };
    }

    private static InputShape volume(Layout layout, int channels, int depth, int height, int width) {
        return new InputShape(layout, channels, depth, height, width, false, 0);
    }

    /** The same shape with a mask of the steps behind the values of each row. */
    public InputShape withMask() {
        return new InputShape(layout, channels, depth, height, width, true, labels);
    }

    /** The same shape with labels at the end of each row. */
    public InputShape withLabels(int count) {
        return new InputShape(layout, channels, depth, height, width, masked, count);
    }

    /** The same shape without what rows carry behind their values. */
    public InputShape plain() {
        return new InputShape(layout, channels, depth, height, width, false, 0);
    }

    /** The number of values in one row: those of the sample, and what it carries behind them. */
    public int features() {
        return Math.addExact(Math.addExact(values(), masked ? width : 0), labels);
    }

    /** The number of values of the sample itself, which the model takes and the adversary may change. */
    public int values() {
        return Math.multiplyExact(Math.multiplyExact(Math.multiplyExact(channels, depth), height), width);
    }

    /** The position of a value in a flattened sample without depth, from 0. */
    public int index(int channel, int row, int column) {
        return isChannelsLast()
                ? (row * width + column) * channels + channel
                : (channel * height + row) * width + column;
    }

    /** Where a row says whether a step is there. */
    public int maskIndex(int step) {
        return values() + step;
    }

    /** Where a row carries a label. */
    public int labelIndex(int label) {
        return values() + (masked ? width : 0) + label;
    }

    /** The channel that a value belongs to, or the feature. */
    public int channel(int value) {
        return isChannelsLast() ? value % channels : value / (depth * height * width);
    }

    /**
     * Whether the adversary may change a value of a row at all: it is none that the row carries behind the sample's, and
     * no padding.
     *
     * @param row the values of one sample, and what it carries behind them
     */
    public boolean isOfTheSample(float[] row, int index) {
        return index < values() && (!masked || row[maskIndex(step(index))] != 0);
    }

    /** Whether a row carries anything behind the values of the sample. */
    public boolean isPlain() {
        return !masked && labels == 0;
    }

    /** The step of the sequence that a value belongs to. */
    public int step(int value) {
        return layout == Layout.NWC ? value / channels : value % width;
    }

    /** Whether the channels are the last axis. */
    public boolean isChannelsLast() {
        return layout == Layout.NHWC || layout == Layout.NWC || layout == Layout.NDHWC;
    }

    /** Whether there is a height and a width, and no depth. */
    public boolean isImage() {
        return layout == Layout.NCHW || layout == Layout.NHWC;
    }

    /** Whether a sample is a sequence of steps. */
    public boolean isSequence() {
        return layout == Layout.NCW || layout == Layout.NWC;
    }

    /** For people, in the order of the axes: {@code [784]}, {@code NCHW [1, 28, 28]}. */
    @Override
    public String toString() {
        long[] batch = batch(1);
        return (layout == Layout.FLAT ? "" : layout + " ")
                + Arrays.toString(Arrays.copyOfRange(batch, 1, batch.length))
                + (masked ? " with a mask" : "")
                + (labels == 0 ? "" : (masked ? " and " : " with ") + labels + " labels");
    }

    /** The shape of a batch of {@code rows} samples, as the model takes it. */
    public long[] batch(int rows) {
        return switch (layout) {
            case FLAT -> new long[] {rows, channels};
            case NCHW -> new long[] {rows, channels, height, width};
            case NHWC -> new long[] {rows, height, width, channels};
            case NCW -> new long[] {rows, channels, width};
            case NWC -> new long[] {rows, width, channels};
            case NCDHW -> new long[] {rows, channels, depth, height, width};
            case NDHWC -> new long[] {rows, depth, height, width, channels};
        };
    }
}
