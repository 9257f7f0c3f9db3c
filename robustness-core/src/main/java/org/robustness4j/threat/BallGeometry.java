package org.robustness4j.threat;

import java.util.random.RandomGenerator;

/** What an attack needs to know of the balls of one norm, in float64. */
interface BallGeometry {

    double size(double[] delta);

    void project(double[] delta, double[] low, double[] high, double epsilon);

    /**
     * The change of at most a size along which a function with this gradient grows most; 0 where the gradient is.
     *
     * @param room how far each feature can move in the direction of its gradient before it meets the range
     */
    double[] steepestAscent(double[] gradient, double[] room, double size);

    double[] uniform(int features, RandomGenerator random);

    /**
     * How far each feature goes in the shortest step on which a linear function grows by a gap.
     *
     * @param slope by how much the function grows for each unit that a feature goes, at least 0
     * @param room how far each feature can go
     * @param gap what the function is to grow by, positive; where there is no room for it, it grows as much as it can
     */
    double[] shortestStep(double[] slope, double[] room, double gap);

    /** The same among some features alone, which are then numbered anew, in their order. */
    default BallGeometry among(int[] features) {
        return this;
    }

    /** Makes a perturbation as large as it is told, in its direction; one of zeros stays. */
    default void scale(double[] delta, double size) {
        double own = size(delta);
        for (int i = 0; own > 0 && i < delta.length; i++) {
            delta[i] *= size / own;
        }
    }

    /** Moves each coordinate to the nearest point between its bounds. */
    static void clip(double[] delta, double[] low, double[] high) {
        for (int i = 0; i < delta.length; i++) {
            delta[i] = Math.max(low[i], Math.min(high[i], delta[i]));
        }
    }
}
