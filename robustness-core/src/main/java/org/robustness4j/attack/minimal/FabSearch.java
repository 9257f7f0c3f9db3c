package org.robustness4j.attack.minimal;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceSearch;
import org.robustness4j.attack.minimal.LinearizedBoundaries.Boundary;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;

/** One run of FAB on one sample, towards one class or all. */
final class FabSearch extends MinimalDistanceSearch {

    /** All classes but the label. */
    static final int ALL = -1;

    private static final double LARGEST_BIAS = 0.1;
    private static final double OVERSHOOT = 1.05;
    private static final double BACKWARD = 0.9;

    /**
     * Shorter steps count as this long, where both would be zero; in the data's own units, or in widths of a narrower
     * range.
     */
    private static final double NO_STEP = 1e-8;

    private final int target;
    private final int steps;
    private final boolean endsWithSuccess;
    private final Best best;
    private final FeasibleRegion range;
    private final double noStep;
    private float @Nullable [] point;
    private boolean cameBack;
    private int taken;

    /** The distance of the nearest adversarial point that any run on the sample found. */
    static final class Best {

        private double distance = Double.POSITIVE_INFINITY;

        private void found(double newDistance) {
            distance = Math.min(distance, newDistance);
        }
    }

    /**
     * Begins a run.
     *
     * @param fromRandomPoint whether to begin at a random point, not at the clean sample
     * @param endsWithSuccess whether the first point in the region is enough
     */
    FabSearch(
            AttackedSample sample,
            Norm norm,
            int target,
            int steps,
            boolean fromRandomPoint,
            Best best,
            boolean endsWithSuccess) {
        super(sample, norm);
        this.target = target;
        this.steps = steps;
        this.endsWithSuccess = endsWithSuccess;
        this.best = best;
        this.range = sample.range();
        this.noStep = NO_STEP * Math.min(1, sample.threatModel().domain().width());
        this.point = fromRandomPoint ? randomPoint() : clean();
    }

    private float[] randomPoint() {
        double[] change = new double[clean().length];
        for (int i : range.mutableFeatures()) {
            change[i] = norm() == Norm.LINF
                    ? 2 * sample().random().nextDouble() - 1
                    : sample().random().nextGaussian();
        }
        double reach = best.distance < Double.POSITIVE_INFINITY ? best.distance : scale() / 2;
        double factor = reach / 2 / norm().size(change);
        float[] start = new float[change.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) (clean()[i] + factor * change[i]);
        }
        return start;
    }

    @Override
    public boolean isConfined() {
        return false;
    }

    @Override
    public boolean endsWithSuccess() {
        return endsWithSuccess;
    }

    @Override
    public float @Nullable [] next() {
        return taken > steps ? null : point;
    }

    @Override
    public float[][] wanted(float[] logits) {
        if (taken == steps || goesBack(logits)) {
            return new float[0][];
        }
        return boundaries(logits.length).upstreams(logits.length);
    }

    private boolean goesBack(float[] logits) {
        return !cameBack && sample().margin(logits) > 0;
    }

    private LinearizedBoundaries boundaries(int classes) {
        int label = sample().label();
        int[] others = target == ALL
                ? IntStream.range(0, classes).filter(j -> j != label).toArray()
                : new int[] {target};
        return new LinearizedBoundaries(label, others, norm());
    }

    @Override
    public void observe(float[] seen, float[] logits, float[][] gradients) {
        if (sample().margin(logits) > 0) {
            best.found(distance(seen));
        }
        if (goesBack(logits)) {
            cameBack = true;
            point = between(seen, BACKWARD);
            return;
        }
        cameBack = false;
        taken++;
        if (gradients.length > 0) {
            Boundary nearest = boundaries(logits.length).nearest(logits, gradients);
            point = nearest == null ? null : stepped(seen, nearest.normal(), nearest.gap());
        }
    }

    private float[] between(float[] seen, double share) {
        float[] result = new float[seen.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (clean()[i] + share * ((double) seen[i] - clean()[i]));
        }
        return result;
    }

    private float[] stepped(float[] seen, float[] normal, double gap) {
        double back = 0;
        for (int i = 0; i < seen.length; i++) {
            back += normal[i] * ((double) seen[i] - clean()[i]);
        }
        double[] fromHere = range.shortestStep(seen, normal, gap, norm());
        double[] fromClean = range.shortestStep(clean(), normal, gap + back, norm());
        double here = Math.max(noStep, norm().size(fromHere));
        double there = Math.max(noStep, norm().size(fromClean));
        double bias = Math.min(LARGEST_BIAS, here / (here + there));
        float[] next = new float[seen.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = (float)
                    ((1 - bias) * (seen[i] + OVERSHOOT * fromHere[i]) + bias * (clean()[i] + OVERSHOOT * fromClean[i]));
        }
        return next;
    }
}
