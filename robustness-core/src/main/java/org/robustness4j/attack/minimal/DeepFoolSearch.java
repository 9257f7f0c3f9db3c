package org.robustness4j.attack.minimal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceSearch;
import org.robustness4j.attack.loss.internal.Logits;
import org.robustness4j.attack.minimal.LinearizedBoundaries.Boundary;
import org.robustness4j.threat.Norm;

/** DeepFool on one sample. It ends with the first success: what comes later lies further away. */
final class DeepFoolSearch extends MinimalDistanceSearch {

    /**
     * By which share of its length, and of the way so far, each step is longer: one of exactly the distance may end
     * before the boundary, or so close behind it that rounding takes the success away.
     */
    private static final double BEYOND = 1e-4;

    /** By which factor a step grows that float32 rounds to nothing, until it leads somewhere. */
    private static final double GROWTH = 2;

    private final int steps;
    private final double overshoot;
    private final int candidates;
    private final double[] sum;
    private LinearizedBoundaries boundaries;
    private float @Nullable [] point;
    private int taken;

    DeepFoolSearch(AttackedSample sample, Norm norm, int steps, double overshoot, int candidates) {
        super(sample, norm);
        this.steps = steps;
        this.overshoot = overshoot;
        this.candidates = candidates;
        this.sum = new double[clean().length];
        this.boundaries = new LinearizedBoundaries(sample.label(), new int[0], norm);
        this.point = clean();
    }

    @Override
    public boolean endsWithSuccess() {
        return true;
    }

    @Override
    public float @Nullable [] next() {
        return taken > steps ? null : point;
    }

    @Override
    public float[][] wanted(float[] logits) {
        if (taken == 0) {
            boundaries = new LinearizedBoundaries(sample().label(), others(logits), norm());
        }
        return taken == steps ? new float[0][] : boundaries.upstreams(logits.length);
    }

    private int[] others(float[] logits) {
        if (sample().threatModel().goal().hasTarget()) {
            return new int[] {sample().threatModel().target()};
        }
        return Arrays.stream(Logits.ranking(logits))
                .filter(j -> j != sample().label())
                .limit(candidates - 1L)
                .toArray();
    }

    @Override
    public void observe(float[] seen, float[] logits, float[][] gradients) {
        taken++;
        Boundary nearest = boundaries.nearest(logits, gradients);
        point = nearest == null ? null : stepped(seen, nearest);
    }

    /**
     * On the boundary itself the distance is zero, and close to it less than float32 can tell from zero: then a step
     * grows.
     */
    private float[] stepped(float[] seen, Boundary boundary) {
        double size = (1 + BEYOND) * boundary.distance() + BEYOND * norm().size(sum);
        float[] next = stepped(boundary.normal(), boundary.slope(), size);
        double extra = Math.max(size, Math.ulp(largest(clean())));
        while (Arrays.equals(next, seen)
                && extra < sample().threatModel().domain().width()) {
            next = stepped(boundary.normal(), boundary.slope(), extra);
            extra *= GROWTH;
        }
        return next;
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** A step along the steepest direction of a gradient, and where all steps lead to. */
    private float[] stepped(float[] gradient, double slope, double size) {
        float[] next = new float[sum.length];
        for (int i = 0; i < next.length; i++) {
            sum[i] += size * (norm() == Norm.LINF ? Math.signum(gradient[i]) : gradient[i] / slope);
            sum[i] = sample().region().isMutable(i) ? sum[i] : 0;
            next[i] = (float) (clean()[i] + (1 + overshoot) * sum[i]);
        }
        return next;
    }
}
