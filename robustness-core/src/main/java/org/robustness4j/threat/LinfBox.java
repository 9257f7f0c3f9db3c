package org.robustness4j.threat;

/**
 * A ball in LINF with the range of the data, as the smallest and the largest float32 value of each feature. The loops
 * have no branches, so that the compiler vectorises them: an attack takes thousands of steps.
 */
final class LinfBox {

    /** Takes the smallest positive number beyond 1 when multiplied twice. */
    private static final float HUGE = Float.MAX_VALUE;

    private final float[] lowest;
    private final float[] highest;
    private final float coarsest;

    /**
     * Wraps the bounds.
     *
     * @param lowest the smallest value of each feature
     * @param highest the largest value of each feature
     */
    LinfBox(float[] lowest, float[] highest) {
        this.lowest = lowest;
        this.highest = highest;
        float largest = 0;
        for (int i = 0; i < lowest.length; i++) {
            boolean moves = lowest[i] < highest[i];
            largest = moves ? Math.max(largest, Math.max(Math.abs(lowest[i]), Math.abs(highest[i]))) : largest;
        }
        this.coarsest = Math.ulp(largest);
    }

    /** The nearest point of the box. */
    float[] clamp(float[] point) {
        float[] low = lowest;
        float[] high = highest;
        float[] result = new float[low.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.max(low[i], Math.min(high[i], point[i]));
        }
        return result;
    }

    /** A step of one size along the sign of the gradient, clamped. */
    float[] step(float[] point, float[] gradient, float size) {
        if (size < coarsest) {
            return coarseStep(point, gradient, size);
        }
        float[] low = lowest;
        float[] high = highest;
        float[] result = new float[low.length];
        for (int i = 0; i < result.length; i++) {
            float sign = Math.max(-1f, Math.min(1f, gradient[i] * HUGE * HUGE));
            result[i] = Math.max(low[i], Math.min(high[i], Math.fma(size, sign, point[i])));
        }
        return result;
    }

    /** Goes as far as to the next float32 value, where the step would be rounded to nothing. */
    private float[] coarseStep(float[] point, float[] gradient, float size) {
        float[] result = new float[lowest.length];
        for (int i = 0; i < result.length; i++) {
            float sign = Math.signum(gradient[i]);
            float next = Math.fma(size, sign, point[i]);
            next = next != point[i] || sign == 0 ? next : sign > 0 ? Math.nextUp(next) : Math.nextDown(next);
            result[i] = Math.max(lowest[i], Math.min(highest[i], next));
        }
        return result;
    }
}
