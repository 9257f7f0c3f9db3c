package org.robustness4j.model.internal.network;

/**
 * How a window moves over an image.
 *
 * @param vertical along its height
 * @param horizontal along its width
 */
public record Window(Axis vertical, Axis horizontal) {

    /** The number of values the window sees. */
    public int size() {
        return vertical.kernel() * horizontal.kernel();
    }

    /** The shape of what it makes of an image. */
    public FeatureShape output(int channels) {
        return new FeatureShape(channels, vertical.outputs(), horizontal.outputs());
    }
}
