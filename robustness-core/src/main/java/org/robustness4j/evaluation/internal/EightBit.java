package org.robustness4j.evaluation.internal;

import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.evaluation.BrokenSamples;

/**
 * Rounding as in an ordinary image file: each value becomes the nearest of 256 levels spread evenly over the range.
 *
 * @param domain the range
 */
public record EightBit(Domain domain) {

    private static final int HIGHEST = 255;

    /** Points of broken samples, rounded; padding, and what rows carry behind the values, stay as they are. */
    public Matrix rounded(BrokenSamples broken) {
        InputShape shape = broken.shape();
        return Matrix.ofRows(
                broken.adversarial().stream().map(row -> rounded(row, shape)).toList(), shape.features());
    }

    private float[] rounded(float[] row, InputShape shape) {
        float[] rounded = rounded(row);
        for (int i = 0; i < row.length; i++) {
            rounded[i] = shape.isOfTheSample(row, i) ? rounded[i] : row[i];
        }
        return rounded;
    }

    /** The sample rounded to 256 levels; values outside the range become its ends. */
    public float[] rounded(float[] sample) {
        float[] rounded = new float[sample.length];
        for (int i = 0; i < sample.length; i++) {
            double level = Math.rint(((double) sample[i] - domain.minimum()) / domain.width() * HIGHEST);
            double kept = Math.max(0, Math.min(HIGHEST, level));
            rounded[i] = (float) (domain.minimum() + kept / HIGHEST * domain.width());
        }
        return rounded;
    }
}
