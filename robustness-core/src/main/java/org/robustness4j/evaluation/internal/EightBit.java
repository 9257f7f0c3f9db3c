package org.robustness4j.evaluation.internal;

import org.robustness4j.data.Domain;

/**
 * Rounding as in an ordinary image file: each value becomes the nearest of 256 levels spread evenly over the range.
 *
 * @param domain the range
 */
public record EightBit(Domain domain) {

    private static final int HIGHEST = 255;

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
