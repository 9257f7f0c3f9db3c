package org.robustness4j.threat;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.robustness4j.threat.Perturbation.Ball;

/**
 * Rounds changes where a ball is only a few steps of float32 wide. Rounding each feature towards the clean sample,
 * which costs nothing otherwise, would there take most of every change away, and leave an attack standing where it is.
 */
final class CoarseRounding {

    /** A feature's part of the ball is wide when it holds more steps of float32 than this. */
    private static final double FEW_STEPS = 256;

    /** A change that was projected onto the ball is as large as epsilon but for the last bits of float64. */
    private static final double ROUNDING = 1e-9;

    private final float[] clean;
    private final Norm norm;
    private final double epsilon;
    private final double[] low;
    private final double[] high;
    private final double largestStep;

    private CoarseRounding(float[] clean, Ball ball, double[] low, double[] high, double largestStep) {
        this.clean = clean;
        this.norm = ball.norm();
        this.epsilon = ball.epsilon();
        this.low = low;
        this.high = high;
        this.largestStep = largestStep;
    }

    /** The rounding that a ball around a sample needs, null when its features have many steps to choose from. */
    static @Nullable CoarseRounding around(float[] clean, Ball ball, double[] low, double[] high) {
        double largest = 0;
        for (int i = 0; i < clean.length; i++) {
            largest = low[i] == 0 && high[i] == 0 ? largest : Math.max(largest, Math.ulp(clean[i]));
        }
        boolean isCoarse = ball.epsilon() < FEW_STEPS * largest * ball.norm().sizeOfOnes(clean.length);
        return isCoarse ? new CoarseRounding(clean, ball, low, high, largest) : null;
    }

    /** Whether a step of a size may lead further than smaller ones that led nowhere. */
    boolean isWorth(double size) {
        return size <= 2 * (epsilon + largestStep) * norm.sizeOfOnes(clean.length);
    }

    /**
     * Gives back what rounding took: the features that lost most go one step further, as long as the whole change is no
     * larger than it was meant to be.
     *
     * @param delta the change as it was meant to be, inside the region
     * @param inwards the point, each feature rounded towards the clean sample
     */
    float[] rounded(double[] delta, float[] inwards) {
        double[] left = new double[delta.length];
        double[] lost = new double[delta.length];
        for (int i = 0; i < delta.length; i++) {
            left[i] = (double) inwards[i] - clean[i];
            lost[i] = Math.abs(delta[i]) - Math.abs(left[i]);
        }
        return norm == Norm.LINF ? nearest(delta, inwards, lost) : filled(delta, inwards, left, lost);
    }

    private float[] nearest(double[] delta, float[] inwards, double[] lost) {
        float[] point = inwards.clone();
        for (int i = 0; i < point.length; i++) {
            float further = further(point[i], delta[i]);
            boolean isNearer = 2 * lost[i] > Math.abs((double) further - point[i]);
            if (isNearer && isAllowed(i, further) && Math.abs((double) further - clean[i]) <= epsilon) {
                point[i] = further;
            }
        }
        return point;
    }

    private float[] filled(double[] delta, float[] inwards, double[] left, double[] lost) {
        float[] point = inwards.clone();
        double all = mass(Math.min(epsilon, norm.size(delta) * (1 + ROUNDING)));
        double held = 0;
        for (double change : left) {
            held += mass(change);
        }
        Integer[] order = new Integer[delta.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -lost[i]));
        for (int i : order) {
            if (lost[i] <= 0) {
                break;
            }
            float further = further(point[i], delta[i]);
            double more = mass((double) further - clean[i]) - mass(left[i]);
            if (isAllowed(i, further) && held + more <= all) {
                point[i] = further;
                held += more;
            }
        }
        return point;
    }

    private double mass(double change) {
        return norm == Norm.L2 ? change * change : Math.abs(change);
    }

    private static float further(float value, double direction) {
        return direction > 0 ? Math.nextUp(value) : Math.nextDown(value);
    }

    private boolean isAllowed(int feature, float value) {
        double change = (double) value - clean[feature];
        return change >= low[feature] && change <= high[feature];
    }
}
