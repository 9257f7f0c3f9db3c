package org.robustness4j.model.internal.network;

/**
 * The shape of one sample's features somewhere in a network: channels first, whatever the layout of the model.
 *
 * @param channels the number of channels, or of features where there are no spatial axes
 * @param height 1 where there are no spatial axes, and for sequences
 * @param width the length of a sequence, 1 where there are no spatial axes
 */
public record FeatureShape(int channels, int height, int width) {

    /** @throws IllegalArgumentException if a dimension is not positive */
    public FeatureShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("Dimensions must be at least 1, but are " + channels
                    + " channels, height " + height + ", width " + width);
        }
    }

    /** Features without spatial axes. */
    public static FeatureShape flat(int features) {
        return new FeatureShape(features, 1, 1);
    }

    /** The number of values of one sample. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    /** Where a value stands when the sample is flattened, channels first. */
    public int index(int channel, int y, int x) {
        return (channel * height + y) * width + x;
    }

    @Override
    public String toString() {
        return channels + " x " + height + " x " + width;
    }
}
