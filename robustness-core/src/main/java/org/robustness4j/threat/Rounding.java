package org.robustness4j.threat;

import org.jspecify.annotations.Nullable;
import org.robustness4j.threat.Perturbation.Ball;

/** Turns changes in float64 into points in float32 that lie no further from the clean sample. */
final class Rounding {

    private final float[] clean;
    private final @Nullable CoarseRounding coarse;

    private Rounding(float[] clean, @Nullable CoarseRounding coarse) {
        this.clean = clean;
        this.coarse = coarse;
    }

    /**
     * The rounding that points around a sample need.
     *
     * @param ball null when distances are not limited
     * @param low the smallest change of each feature
     * @param high the largest change of each feature
     */
    static Rounding of(float[] clean, @Nullable Ball ball, double[] low, double[] high) {
        return new Rounding(
                clean, ball == null || ball.norm() == Norm.L0 ? null : CoarseRounding.around(clean, ball, low, high));
    }

    /** The clean sample after a change that lies in the region. */
    float[] round(double[] delta) {
        return coarse == null ? inwards(delta) : coarse.rounded(delta, inwards(delta));
    }

    /** Each feature rounded towards the clean sample; what does not change keeps its bits. */
    float[] inwards(double[] delta) {
        float[] point = new float[delta.length];
        for (int i = 0; i < delta.length; i++) {
            float value = (float) (clean[i] + delta[i]);
            boolean tooFar = Math.abs((double) value - clean[i]) > Math.abs(delta[i]);
            point[i] = delta[i] == 0 ? clean[i] : tooFar ? towards(clean[i], value) : value;
        }
        return point;
    }

    /** The next float on the way from another one. */
    private static float towards(float goal, float from) {
        return from > goal ? Math.nextDown(from) : Math.nextUp(from);
    }

    /** Whether a step of a size may lead further than a smaller one that rounding took away. */
    boolean mayLeadFurther(double size) {
        return coarse != null && coarse.isWorth(size);
    }
}
