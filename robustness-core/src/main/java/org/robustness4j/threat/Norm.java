package org.robustness4j.threat;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A measure of the size of a perturbation, in the data's own units. */
@API(status = Status.STABLE, since = "0.1")
public enum Norm {
    /** The largest absolute change of a feature. */
    LINF(new LinfGeometry()),
    /** The Euclidean length. */
    L2(new L2Geometry()),
    /** The sum of the absolute changes. */
    L1(new L1Geometry()),
    /**
     * The number of changed features, by however much each changes: of indices, such as those of words, how many
     * positions are substituted. It has no gradient and no dual; attacks that are made for it say so, see {@code
     * Attack.isMadeFor}.
     */
    L0(new L0Geometry());

    @SuppressWarnings("ImmutableEnumChecker") // geometries hold no state
    private final BallGeometry geometry;

    Norm(BallGeometry geometry) {
        this.geometry = geometry;
    }

    /**
     * The size of a perturbation, summed in float64.
     *
     * @throws IllegalArgumentException if the lengths differ
     */
    public double distance(float[] from, float[] to) {
        if (from.length != to.length) {
            throw new IllegalArgumentException("A distance is between samples of one length, not of " + from.length
                    + " and " + to.length + "; give two of the same shape");
        }
        double[] delta = new double[from.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (double) to[i] - from[i];
        }
        return geometry.size(delta);
    }

    /**
     * The largest size of a perturbation of {@code features} features that each change by 1: what an absolute error of
     * a single feature grows to.
     */
    public double sizeOfOnes(int features) {
        return switch (this) {
            case LINF -> 1;
            case L2 -> Math.sqrt(features);
            case L1, L0 -> features;
        };
    }

    BallGeometry geometry() {
        return geometry;
    }

    /**
     * Replaces a perturbation by the nearest one in the ball and in the box.
     *
     * @param delta the perturbation, overwritten
     * @param low the smallest change of each feature, at most 0
     * @param high the largest change of each feature, at least 0
     * @param epsilon the radius
     */
    void project(double[] delta, double[] low, double[] high, double epsilon) {
        geometry.project(delta, low, high, epsilon);
    }

    /**
     * The change of at most a size along which a function with this gradient grows most.
     *
     * @param room how far each feature can move in the direction of its gradient before it meets the range
     */
    double[] steepestAscent(double[] gradient, double[] room, double size) {
        return geometry.steepestAscent(gradient, room, size);
    }

    /**
     * The norm that measures how fast a function changes: {@code |gradient . step|} is at most the product of the
     * gradient's size in the dual norm and the step's size in this one.
     *
     * @throws IllegalArgumentException for L0, which has none
     */
    public Norm dual() {
        return switch (this) {
            case LINF -> L1;
            case L2 -> L2;
            case L1 -> LINF;
            case L0 -> throw L0Geometry.meaningless("has no dual norm");
        };
    }

    /** A perturbation drawn uniformly from the ball of radius 1. */
    double[] uniform(int features, RandomGenerator random) {
        return geometry.uniform(features, random);
    }

    /** How far each feature goes in the shortest step on which a linear function grows by a gap. */
    double[] shortestStep(double[] slope, double[] room, double gap) {
        return geometry.shortestStep(slope, room, gap);
    }

    /** The size of a perturbation, summed in float64. */
    public double size(double[] delta) {
        return geometry.size(delta);
    }

    /** The size of a vector such as a gradient, summed in float64. */
    public double size(float[] vector) {
        double[] widened = new double[vector.length];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = vector[i];
        }
        return geometry.size(widened);
    }
}
