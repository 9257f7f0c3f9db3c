package org.robustness4j.attack.query;

import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceSearch;
import org.robustness4j.threat.Norm;

/** HopSkipJump on one sample. Of the logits it looks at nothing but which class they predict. */
final class HopSkipJumpSearch extends MinimalDistanceSearch {

    private static final int STARTS = 100;
    private static final int HALVINGS = 40;
    private static final double FIRST_RADIUS = 0.1;

    private enum Phase {
        START,
        APPROACH,
        ESTIMATE,
        STEP
    }

    private final int iterations;
    private final int evaluations;
    private final double width;
    private final int[] mutable;
    private final double precision;
    private Phase phase = Phase.START;
    private int iteration = 1;
    private int tried;
    private float[] adversarial = new float[0];
    private double near;
    private double far = 1;
    private double radius;
    private double[] towards = new double[0];
    private double[] votesFor = new double[0];
    private int votes;
    private double[] sum = new double[0];
    private double stepSize;
    private boolean over;

    HopSkipJumpSearch(AttackedSample sample, Norm norm, int iterations, int evaluations) {
        super(sample, norm);
        this.iterations = iterations;
        this.evaluations = evaluations;
        this.width = sample.threatModel().domain().width();
        this.mutable = sample.region().mutableFeatures();
        double features = mutable.length;
        this.precision = norm == Norm.L2 ? 1 / (features * Math.sqrt(features)) : 1 / (features * features);
    }

    @Override
    public float @Nullable [] next() {
        if (over) {
            return null;
        }
        return switch (phase) {
            case START -> sample().region().uniformPoint(sample().random());
            case APPROACH -> blended((near + far) / 2);
            case ESTIMATE -> aroundPoint();
            case STEP -> stepped();
        };
    }

    /**
     * A point between the clean sample and the adversarial one: in LINF the corner of the box as large as its share.
     */
    private float[] blended(double share) {
        float[] point = new float[clean().length];
        double reach = norm() == Norm.LINF ? share * distance(adversarial) : 0;
        for (int i = 0; i < point.length; i++) {
            double change = (double) adversarial[i] - clean()[i];
            point[i] = (float)
                    (clean()[i] + (norm() == Norm.LINF ? Math.max(-reach, Math.min(reach, change)) : share * change));
        }
        return point;
    }

    private float[] aroundPoint() {
        double[] direction = new double[clean().length];
        for (int i : mutable) {
            direction[i] = norm() == Norm.L2
                    ? sample().random().nextGaussian()
                    : 2 * sample().random().nextDouble() - 1;
        }
        double length = Norm.L2.size(direction);
        return moved(adversarial, direction, radius / length);
    }

    private float[] stepped() {
        return moved(adversarial, towards, stepSize);
    }

    private static float[] moved(float[] from, double[] direction, double size) {
        float[] point = new float[from.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = (float) (from[i] + size * direction[i]);
        }
        return point;
    }

    /**
     * Predictions give a direction only at the boundary: without a point on the other side there is nothing to follow.
     */
    @Override
    public @Nullable String gaveUp() {
        return phase == Phase.START
                ? "none of " + tried + " random points of the range is of a class wanted, so that there was none to go"
                        + " from; take an attack that needs no such point"
                : null;
    }

    @Override
    public boolean needsGradients() {
        return false;
    }

    @Override
    public void observe(float[] seen, float[] logits, float[][] gradients) {
        boolean reached = sample().margin(logits) > 0;
        switch (phase) {
            case START -> afterStart(seen, reached);
            case APPROACH -> afterApproach(reached);
            case ESTIMATE -> afterEstimate(seen, reached);
            case STEP -> afterStep(seen, reached);
        }
    }

    private void afterStart(float[] seen, boolean reached) {
        tried++;
        if (reached) {
            approachFrom(seen);
        } else {
            over = tried == STARTS;
        }
    }

    private void approachFrom(float[] seen) {
        adversarial = seen;
        near = 0;
        far = 1;
        tried = 0;
        phase = Phase.APPROACH;
    }

    private void afterApproach(boolean reached) {
        tried++;
        if (reached) {
            far = (near + far) / 2;
        } else {
            near = (near + far) / 2;
        }
        if (far - near < precision || tried == HALVINGS) {
            adversarial = sample().region().project(blended(far));
            beginEstimate();
        }
    }

    private void beginEstimate() {
        over = iteration > iterations;
        double features = mutable.length;
        double share = norm() == Norm.L2 ? Math.sqrt(features) * precision : features * precision;
        double distance = distance(adversarial);
        radius = iteration == 1 ? Math.min(FIRST_RADIUS * width, distance) : share * distance;
        votesFor = new double[clean().length];
        sum = new double[clean().length];
        votes = 0;
        tried = 0;
        phase = Phase.ESTIMATE;
    }

    /** Directions as they were after clipping, weighed by whether they lead to the goal. */
    private void afterEstimate(float[] seen, boolean reached) {
        tried++;
        votes += reached ? 1 : -1;
        for (int i = 0; i < sum.length; i++) {
            double direction = ((double) seen[i] - adversarial[i]) / radius;
            sum[i] += direction;
            votesFor[i] += reached ? direction : -direction;
        }
        if (tried >= evaluations * Math.sqrt(iteration)) {
            double mean = (double) votes / tried;
            towards = direction(mean);
            stepSize = distance(adversarial) / Math.sqrt(iteration);
            tried = 0;
            phase = Phase.STEP;
        }
    }

    /** The mean vote is subtracted, unless all votes are the same. */
    private double[] direction(double meanVote) {
        double baseline = Math.abs(meanVote) == 1 ? 0 : meanVote;
        double[] direction = new double[sum.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = votesFor[i] - baseline * sum[i];
        }
        double length = Norm.L2.size(direction);
        for (int i = 0; i < direction.length; i++) {
            direction[i] = norm() == Norm.LINF ? Math.signum(direction[i]) : length == 0 ? 0 : direction[i] / length;
        }
        return direction;
    }

    private void afterStep(float[] seen, boolean reached) {
        tried++;
        if (reached || tried == HALVINGS) {
            iteration++;
            approachFrom(reached ? seen : adversarial);
        } else {
            stepSize /= 2;
        }
    }
}
