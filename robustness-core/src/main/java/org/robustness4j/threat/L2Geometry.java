package org.robustness4j.threat;

import java.util.random.RandomGenerator;

final class L2Geometry implements BallGeometry {

    @Override
    public double size(double[] delta) {
        double sum = 0;
        for (double change : delta) {
            sum += change * change;
        }
        return Math.sqrt(sum);
    }

    /**
     * The nearest point of ball and box is {@code clip(s * delta)} with one factor s for all coordinates (the
     * conditions of Karush, Kuhn and Tucker). Coordinates that the box holds back are fixed at their bound and leave
     * the others more of the radius, so s only grows from round to round and the loop ends after at most one round a
     * coordinate.
     */
    @Override
    public void project(double[] delta, double[] low, double[] high, double epsilon) {
        double[] clipped = delta.clone();
        BallGeometry.clip(clipped, low, high);
        if (size(clipped) <= epsilon) {
            System.arraycopy(clipped, 0, delta, 0, delta.length);
            return;
        }
        double factor = 0;
        boolean growing = true;
        while (growing) {
            double fixed = 0;
            double free = 0;
            for (int i = 0; i < delta.length; i++) {
                double bound = delta[i] < 0 ? low[i] : high[i];
                if (Math.abs(factor * delta[i]) >= Math.abs(bound)) {
                    fixed += bound * bound;
                } else {
                    free += delta[i] * delta[i];
                }
            }
            double next = free == 0 ? factor : Math.sqrt(Math.max(0, epsilon * epsilon - fixed) / free);
            growing = next > factor;
            factor = growing ? next : factor;
        }
        for (int i = 0; i < delta.length; i++) {
            delta[i] = Math.max(low[i], Math.min(high[i], factor * delta[i]));
        }
    }

    @Override
    public double[] steepestAscent(double[] gradient, double[] room, double size) {
        double[] change = new double[gradient.length];
        double largest = new LinfGeometry().size(gradient);
        if (largest == 0) {
            return change;
        }
        for (int i = 0; i < change.length; i++) {
            change[i] = gradient[i] / largest;
        }
        double factor = size / size(change);
        for (int i = 0; i < change.length; i++) {
            change[i] *= factor;
        }
        return change;
    }

    @Override
    public double[] uniform(int features, RandomGenerator random) {
        double[] delta = new double[features];
        for (int i = 0; i < features; i++) {
            delta[i] = random.nextGaussian();
        }
        double factor = Math.pow(random.nextDouble(), 1.0 / features) / size(delta);
        for (int i = 0; i < features; i++) {
            delta[i] *= factor;
        }
        return delta;
    }

    /** As in LINF, but each feature goes as far as its slope times a common factor. */
    @Override
    public double[] shortestStep(double[] slope, double[] room, double gap) {
        double factor = 0;
        double next = 0;
        do {
            factor = next;
            double reached = 0;
            double rate = 0;
            for (int i = 0; i < slope.length; i++) {
                double length = factor * slope[i];
                reached += slope[i] * Math.min(length, room[i]);
                rate += length < room[i] ? slope[i] * slope[i] : 0;
            }
            next = rate == 0 ? factor : factor + (gap - reached) / rate;
        } while (next > factor * (1 + LinfGeometry.ROUNDING));
        double[] step = new double[slope.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = Math.min(factor * slope[i], room[i]);
        }
        return step;
    }
}
