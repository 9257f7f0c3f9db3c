package org.robustness4j.threat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.robustness4j.data.InputShape;

/**
 * Balls of a norm that is taken in each step of a sequence: the size of a perturbation is the largest of its steps'. As
 * a product of balls, everything falls apart into the steps.
 */
final class StepwiseGeometry implements BallGeometry {

    private final BallGeometry inner;

    /** The features of each step, in their order. */
    private final int[][] steps;

    private StepwiseGeometry(BallGeometry inner, int[][] steps) {
        this.inner = inner;
        this.steps = steps;
    }

    static StepwiseGeometry of(BallGeometry inner, InputShape shape) {
        int[][] steps = IntStream.range(0, shape.width())
                .mapToObj(step -> IntStream.range(0, shape.values())
                        .filter(value -> shape.step(value) == step)
                        .toArray())
                .toArray(int[][]::new);
        return new StepwiseGeometry(inner, steps);
    }

    @Override
    public StepwiseGeometry among(int[] features) {
        int[][] places = Arrays.stream(steps)
                .map(step -> IntStream.range(0, features.length)
                        .filter(k -> Arrays.binarySearch(step, features[k]) >= 0)
                        .toArray())
                .filter(step -> step.length > 0)
                .toArray(int[][]::new);
        return new StepwiseGeometry(inner, places);
    }

    @Override
    public double size(double[] delta) {
        return Arrays.stream(steps)
                .mapToDouble(step -> inner.size(at(step, delta)))
                .max()
                .orElse(0);
    }

    @Override
    public void project(double[] delta, double[] low, double[] high, double epsilon) {
        for (int[] step : steps) {
            double[] part = at(step, delta);
            inner.project(part, at(step, low), at(step, high), epsilon);
            put(part, step, delta);
        }
        BallGeometry.clip(delta, low, high); // what belongs to no step, as it must not change
    }

    @Override
    public double[] steepestAscent(double[] gradient, double[] room, double size) {
        double[] change = new double[gradient.length];
        for (int[] step : steps) {
            put(inner.steepestAscent(at(step, gradient), at(step, room), size), step, change);
        }
        return change;
    }

    @Override
    public double[] uniform(int features, RandomGenerator random) {
        double[] delta = new double[features];
        for (int[] step : steps) {
            put(inner.uniform(step.length, random), step, delta);
        }
        return delta;
    }

    @Override
    public double[] shortestStep(double[] slope, double[] room, double gap) {
        throw new IllegalStateException("There is no shortest step where distances are those of each time step");
    }

    @Override
    public void scale(double[] delta, double size) {
        for (int[] step : steps) {
            double[] part = at(step, delta);
            inner.scale(part, size);
            put(part, step, delta);
        }
    }

    private static double[] at(int[] places, double[] values) {
        double[] part = new double[places.length];
        for (int k = 0; k < part.length; k++) {
            part[k] = values[places[k]];
        }
        return part;
    }

    private static void put(double[] part, int[] places, double[] values) {
        for (int k = 0; k < part.length; k++) {
            values[places[k]] = part[k];
        }
    }
}
