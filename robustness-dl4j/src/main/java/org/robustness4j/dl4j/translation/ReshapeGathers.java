package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Operation.Gather;

/**
 * The gather operations of DL4J's layers and vertices that only move values: reshapes, padding, cropping, upsampling.
 */
final class ReshapeGathers {

    private static final Set<Axes> CHANNELS_LAST = Set.of(Axes.NHWC, Axes.NWC, Axes.NDHWC, Axes.STEPS);

    private ReshapeGathers() {}

    /** The values in the order in which they lie in DL4J's array, as one vector. */
    static Gather flattened(FeatureShape shape, Axes axes) {
        return new Gather(order(shape, axes), FeatureShape.flat(shape.size()));
    }

    /** The inverse: values in the order of DL4J's array, put into a shape. */
    static Gather shaped(FeatureShape shape, Axes axes) {
        int[] order = order(shape, axes);
        int[] source = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            source[order[i]] = i;
        }
        return new Gather(source, shape);
    }

    /** For each position in DL4J's array the index of the value, channels first. */
    private static int[] order(FeatureShape shape, Axes axes) {
        if (!CHANNELS_LAST.contains(axes)) {
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

    /** Zeros around an image; a negative number crops. */
    static Gather padded(FeatureShape shape, int top, int bottom, int left, int right) {
        FeatureShape result =
                new FeatureShape(shape.channels(), shape.height() + top + bottom, shape.width() + left + right);
        int[] source = new int[result.size()];
        Arrays.fill(source, Gather.ZERO);
        for (int channel = 0; channel < result.channels(); channel++) {
            for (int y = Math.max(0, top); y < Math.min(result.height(), top + shape.height()); y++) {
                for (int x = Math.max(0, left); x < Math.min(result.width(), left + shape.width()); x++) {
                    source[result.index(channel, y, x)] = shape.index(channel, y - top, x - left);
                }
            }
        }
        return new Gather(source, result);
    }

    /** Each value repeated. */
    static Gather upsampled(FeatureShape shape, int down, int across) {
        FeatureShape result = new FeatureShape(shape.channels(), shape.height() * down, shape.width() * across);
        int[] source = new int[result.size()];
        for (int channel = 0; channel < result.channels(); channel++) {
            for (int y = 0; y < result.height(); y++) {
                for (int x = 0; x < result.width(); x++) {
                    source[result.index(channel, y, x)] = shape.index(channel, y / down, x / across);
                }
            }
        }
        return new Gather(source, result);
    }

    /** Blocks of an image turned into channels: those of the block's first pixel come first. */
    static Gather spaceToDepth(FeatureShape shape, int block) {
        FeatureShape result =
                new FeatureShape(shape.channels() * block * block, shape.height() / block, shape.width() / block);
        int[] source = new int[result.size()];
        for (int channel = 0; channel < result.channels(); channel++) {
            int pixel = channel / shape.channels();
            for (int y = 0; y < result.height(); y++) {
                for (int x = 0; x < result.width(); x++) {
                    source[result.index(channel, y, x)] = shape.index(
                            channel % shape.channels(), y * block + pixel / block, x * block + pixel % block);
                }
            }
        }
        return new Gather(source, result);
    }

    /** Some consecutive channels. */
    static Gather channels(FeatureShape shape, int first, int last) {
        FeatureShape result = new FeatureShape(last - first + 1, shape.height(), shape.width());
        int from = shape.index(first, 0, 0);
        return new Gather(IntStream.range(from, from + result.size()).toArray(), result);
    }
}
