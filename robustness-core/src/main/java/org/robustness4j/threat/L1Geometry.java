package org.robustness4j.threat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;

final class L1Geometry implements BallGeometry {

    @Override
    public double size(double[] delta) {
        double sum = 0;
        for (double change : delta) {
            sum += Math.abs(change);
        }
        return sum;
    }

    /**
     * The nearest point of ball and box takes one threshold t off the size of every coordinate and clips the rest to
     * the box (the conditions of Karush, Kuhn and Tucker). The size of the result is a falling, piecewise linear
     * function of t with its corners where a coordinate leaves its bound or reaches zero: the piece that crosses
     * epsilon is found by bisection over the sorted corners, and t on it by one division.
     */
    @Override
    public void project(double[] delta, double[] low, double[] high, double epsilon) {
        if (sizeAbove(0, delta, low, high) > epsilon) {
            double threshold = threshold(delta, low, high, epsilon);
            for (int i = 0; i < delta.length; i++) {
                delta[i] = Math.copySign(remainder(threshold, delta[i], low[i], high[i]), delta[i]);
            }
        }
        BallGeometry.clip(delta, low, high);
    }

    private static double threshold(double[] delta, double[] low, double[] high, double epsilon) {
        double[] corners = new double[2 * delta.length + 1];
        for (int i = 0; i < delta.length; i++) {
            double bound = Math.abs(delta[i] < 0 ? low[i] : high[i]);
            corners[2 * i] = Math.abs(delta[i]);
            corners[2 * i + 1] = Math.max(0, Math.abs(delta[i]) - bound);
        }
        Arrays.sort(corners);
        int before = 0;
        int after = corners.length - 1;
        while (after - before > 1) {
            int middle = (before + after) >>> 1;
            if (sizeAbove(corners[middle], delta, low, high) > epsilon) {
                before = middle;
            } else {
                after = middle;
            }
        }
        double sizeBefore = sizeAbove(corners[before], delta, low, high);
        double sizeAfter = sizeAbove(corners[after], delta, low, high);
        return corners[before] + (corners[after] - corners[before]) * (sizeBefore - epsilon) / (sizeBefore - sizeAfter);
    }

    private static double sizeAbove(double threshold, double[] delta, double[] low, double[] high) {
        double sum = 0;
        for (int i = 0; i < delta.length; i++) {
            sum += remainder(threshold, delta[i], low[i], high[i]);
        }
        return sum;
    }

    private static double remainder(double threshold, double change, double low, double high) {
        double bound = Math.abs(change < 0 ? low : high);
        return Math.max(0, Math.min(bound, Math.abs(change) - threshold));
    }

    /**
     * All on the feature with the largest gradient; what the range does not leave room for goes to the next largest,
     * and so on. Without that an image, whose features can each change by little, would lose most of every step.
     */
    @Override
    public double[] steepestAscent(double[] gradient, double[] room, double size) {
        double[] change = new double[gradient.length];
        double left = size;
        for (int i : bySize(gradient)) {
            if (left <= 0 || gradient[i] == 0) {
                break;
            }
            double part = Math.min(left, room[i]);
            change[i] = Math.copySign(part, gradient[i]);
            left -= part;
        }
        return change;
    }

    private static Integer[] bySize(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -Math.abs(values[i])));
        return order;
    }

    /** The features with the largest slopes go as far as there is room. */
    @Override
    public double[] shortestStep(double[] slope, double[] room, double gap) {
        double[] step = new double[slope.length];
        double left = gap;
        for (int i : bySize(slope)) {
            if (left <= 0 || slope[i] == 0) {
                break;
            }
            step[i] = Math.min(room[i], left / slope[i]);
            left -= step[i] * slope[i];
        }
        return step;
    }

    /** Spacings of an exponential sample of one more coordinate are uniform on the simplex; signs are fair coins. */
    @Override
    public double[] uniform(int features, RandomGenerator random) {
        double[] delta = new double[features];
        double sum = -Math.log(1 - random.nextDouble());
        for (int i = 0; i < features; i++) {
            double spacing = -Math.log(1 - random.nextDouble());
            sum += spacing;
            delta[i] = random.nextBoolean() ? spacing : -spacing;
        }
        for (int i = 0; i < features; i++) {
            delta[i] /= sum;
        }
        return delta;
    }
}
