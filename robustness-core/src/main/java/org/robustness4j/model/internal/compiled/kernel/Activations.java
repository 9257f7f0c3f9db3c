package org.robustness4j.model.internal.compiled.kernel;

import org.robustness4j.model.internal.network.FeatureShape;

/**
 * What a node of the network computes for some samples, and the gradient with respect to it.
 *
 * @param shape of one sample
 * @param values one row for each channel and height, {@code channel * height + y}: {@code [width, samples]}
 * @param gradients likewise
 * @param valueSlopes for each channel the slope of a rectifier that each row of values goes through as soon as it is
 *     there, 1 for none; empty where there are none at all
 * @param gradientSlopes likewise for the gradients: the slope of the rectifier that the values come from
 */
@SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
public record Activations(
        FeatureShape shape, float[][] values, float[][] gradients, float[] valueSlopes, float[] gradientSlopes) {

    private static final float[] NONE = {};

    private static final RowLoops LOOPS = new RowLoops();

    /** Without rectifiers. */
    public Activations(FeatureShape shape, float[][] values, float[][] gradients) {
        this(shape, values, gradients, NONE, NONE);
    }

    /** Rows of a shape for a number of samples. */
    public static float[][] rows(FeatureShape shape, int samples) {
        return Rows.take(shape.channels() * shape.height(), Math.multiplyExact(shape.width(), samples));
    }

    /** The length of the rows in use. */
    public int length(int samples) {
        return shape.width() * samples;
    }

    /** Has a row of values go through its rectifier, while it is still in the cache. */
    public void endValues(int row, int samples) {
        if (valueSlopes.length > 0 && valueSlopes[row / shape.height()] != 1) {
            LOOPS.rectifier(values[row], valueSlopes[row / shape.height()], length(samples));
        }
    }

    /** Has a row of gradients go back through its rectifier. */
    public void endGradients(int row, int samples) {
        if (gradientSlopes.length > 0 && gradientSlopes[row / shape.height()] != 1) {
            float slope = gradientSlopes[row / shape.height()];
            LOOPS.rectifierGradient(values[row], gradients[row], slope, length(samples));
        }
    }
}
