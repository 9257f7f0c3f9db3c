package org.robustness4j.model.internal.compiled.kernel;

import org.robustness4j.model.internal.network.FeatureShape;

/**
 * What a node of the network computes for some samples, and the gradient with respect to it.
 *
 * @param shape of one sample
 * @param values one row for each channel and height, {@code channel * height + y}: {@code [width, samples]}
 * @param gradients likewise
 */
@SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
public record Activations(FeatureShape shape, float[][] values, float[][] gradients) {

    /** Rows of a shape for a number of samples. */
    public static float[][] rows(FeatureShape shape, int samples) {
        return Rows.take(shape.channels() * shape.height(), Math.multiplyExact(shape.width(), samples));
    }

    /** The length of the rows in use. */
    public int length(int samples) {
        return shape.width() * samples;
    }
}
