package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;

/** How one sample lies in DL4J's arrays, and how in the nodes of a network, which have their channels first. */
final class ArrayOrder {

    private static final Set<Axes> CHANNELS_LAST = Set.of(Axes.NHWC, Axes.NWC, Axes.NDHWC, Axes.STEPS);

    private ArrayOrder() {}

    /** The dimensions of DL4J's array after the one of the samples. */
    static long[] dimensions(FeatureShape shape, VertexOutput output) throws UntranslatableException {
        long channels = shape.channels();
        long depth = output.depth();
        long height = shape.height() / depth;
        long width = shape.width();
        return switch (output.axes()) {
            case FEATURES -> new long[] {shape.size()};
            case NCHW -> new long[] {channels, height, width};
            case NHWC -> new long[] {height, width, channels};
            case NCW -> new long[] {channels, width};
            case NWC -> new long[] {width, channels};
            case NCDHW -> new long[] {channels, depth, height, width};
            case NDHWC -> new long[] {depth, height, width, channels};
            case STEPS -> throw new UntranslatableException("an operation on arrays that is given a row for each step");
        };
    }

    /**
     * The axes of an array of as many dimensions.
     *
     * @param channelsLast what to take the last dimension for, where there is a choice
     */
    static Axes axes(long[] dimensions, boolean channelsLast) throws UntranslatableException {
        return switch (dimensions.length) {
            case 1 -> Axes.FEATURES;
            case 2 -> channelsLast ? Axes.NWC : Axes.NCW;
            case 3 -> channelsLast ? Axes.NHWC : Axes.NCHW;
            case 4 -> channelsLast ? Axes.NDHWC : Axes.NCDHW;
            default ->
                throw new UntranslatableException("an array of " + (dimensions.length + 1) + " dimensions, "
                        + Arrays.toString(dimensions) + " a sample; at most 5 are known");
        };
    }

    static boolean isChannelsLast(Axes axes) {
        return CHANNELS_LAST.contains(axes);
    }

    /** The shape of a node that holds such an array. */
    static FeatureShape shape(long[] dimensions, Axes axes) {
        int[] d = Arrays.stream(dimensions).mapToInt(Math::toIntExact).toArray();
        return switch (axes) {
            case FEATURES -> FeatureShape.flat(d[0]);
            case NCW -> new FeatureShape(d[0], 1, d[1]);
            case NWC, STEPS -> new FeatureShape(d[1], 1, d[0]);
            case NCHW -> new FeatureShape(d[0], d[1], d[2]);
            case NHWC -> new FeatureShape(d[2], d[0], d[1]);
            case NCDHW -> new FeatureShape(d[0], d[1] * d[2], d[3]);
            case NDHWC -> new FeatureShape(d[3], d[0] * d[1], d[2]);
        };
    }

    /** The number of images in a volume of such an array. */
    static int depth(long[] dimensions, Axes axes) {
        return switch (axes) {
            case NCDHW -> Math.toIntExact(dimensions[1]);
            case NDHWC -> Math.toIntExact(dimensions[0]);
            default -> 1;
        };
    }

    /** For each position in DL4J's array the index of the value, channels first. */
    static int[] indices(FeatureShape shape, Axes axes) {
        if (!isChannelsLast(axes)) {
            return IntStream.range(0, shape.size()).toArray();
        }
        int[] order = new int[shape.size()];
        int at = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    order[at++] = shape.index(channel, y, x);
                }
            }
        }
        return order;
    }
}
