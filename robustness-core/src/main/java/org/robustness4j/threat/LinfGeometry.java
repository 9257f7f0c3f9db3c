package org.robustness4j.threat;

import java.util.random.RandomGenerator;

/** The ball is itself a box. */
final class LinfGeometry implements BallGeometry {

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
}
