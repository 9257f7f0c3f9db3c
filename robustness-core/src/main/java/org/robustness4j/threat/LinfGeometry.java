package org.robustness4j.threat;

import java.util.random.RandomGenerator;

/** The ball is itself a box. */
final class LinfGeometry implements BallGeometry {

    /** Smaller relative changes are noise of float64. */
    static final double ROUNDING = 1e-12;

    @Override
    public double size(double[] delta) {
        double largest = 0;
        for (double change : delta) {
            largest = Math.max(largest, Math.abs(change));
        }
        return largest;
    }

    @Override
    public void project(double[] delta, double[] low, double[] high, double epsilon) {
        for (int i = 0; i < delta.length; i++) {
            delta[i] = Math.max(Math.max(low[i], -epsilon), Math.min(Math.min(high[i], epsilon), delta[i]));
        }
    }

    @Override
    public double[] steepestAscent(double[] gradient, double[] room, double size) {
        double[] change = new double[gradient.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = size * Math.signum(gradient[i]);
        }
        return change;
    }

    @Override
    public double[] uniform(int features, RandomGenerator random) {
        double[] delta = new double[features];
        for (int i = 0; i < features; i++) {
            delta[i] = 2 * random.nextDouble() - 1;
        }
        return delta;
    }

    /**
     * All features go equally far, r, or as far as there is room. What the function grows by is concave in r, so that
     * Newton's method from 0 never overshoots and ends on the right piece.
     */
    @Override
    public double[] shortestStep(double[] slope, double[] room, double gap) {
        double radius = 0;
        double next = 0;
        do {
            radius = next;
            double reached = 0;
            double rate = 0;
            for (int i = 0; i < slope.length; i++) {
                reached += slope[i] * Math.min(radius, room[i]);
                rate += radius < room[i] ? slope[i] : 0;
            }
            next = rate == 0 ? radius : radius + (gap - reached) / rate;
        } while (next > radius * (1 + ROUNDING));
        double[] step = new double[slope.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = slope[i] == 0 ? 0 : Math.min(radius, room[i]);
        }
        return step;
    }
}
