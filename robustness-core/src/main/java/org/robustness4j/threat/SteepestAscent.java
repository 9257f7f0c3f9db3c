package org.robustness4j.threat;

import java.util.Arrays;
import java.util.function.DoubleFunction;

/**
 * The change of a point along which a function grows most, among the features that have room to move: those that lie on
 * the bound that the gradient pushes them against take no part in it.
 */
final class SteepestAscent {

    private final double[] gradient;
    private final double[] room;

    /**
     * Looks for the room at a point.
     *
     * @param gradient of the function to increase
     * @param delta the change of each feature so far
     * @param low the smallest change of each feature
     * @param high the largest change of each feature
     */
    SteepestAscent(float[] gradient, double[] delta, double[] low, double[] high) {
        this.gradient = new double[delta.length];
        this.room = new double[delta.length];
        for (int i = 0; i < delta.length; i++) {
            room[i] = Math.max(0, gradient[i] > 0 ? high[i] - delta[i] : delta[i] - low[i]);
            this.gradient[i] = room[i] == 0 ? 0 : gradient[i];
        }
    }

    /** Whether the function grows at all. */
    boolean leadsSomewhere() {
        for (double slope : gradient) {
            if (slope != 0) {
                return true;
            }
        }
        return false;
    }

    /** The steepest change of at most a size. */
    double[] change(BallGeometry geometry, double size) {
        return geometry.steepestAscent(gradient, room, size);
    }

    /**
     * The changes that are shared by the features with the largest gradients, which all go equally far, by their sum.
     *
     * @param features how many features move, at least 1; of equally large gradients all
     */
    DoubleFunction<double[]> sparseChanges(int features) {
        double[] slopes = Arrays.stream(gradient).map(Math::abs).sorted().toArray();
        double threshold = Math.max(Double.MIN_VALUE, slopes[Math.max(0, slopes.length - features)]);
        long moving = Arrays.stream(slopes).filter(slope -> slope >= threshold).count();
        return size -> {
            double own = size / Math.max(1, moving);
            double[] change = new double[gradient.length];
            for (int i = 0; i < change.length; i++) {
                change[i] = Math.abs(gradient[i]) >= threshold ? Math.copySign(own, gradient[i]) : 0;
            }
            return change;
        };
    }
}
