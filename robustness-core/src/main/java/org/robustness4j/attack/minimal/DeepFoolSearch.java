package org.robustness4j.attack.minimal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Logits;
import org.robustness4j.attack.NearestSearch;
import org.robustness4j.attack.Subject;
import org.robustness4j.threat.Norm;

/** DeepFool on one sample. It ends with the first success: what comes later lies further away. */
final class DeepFoolSearch extends NearestSearch {

    /** By which share each step is longer: one of exactly the distance may end before the boundary. */
    private static final double BEYOND = 1e-4;

    /** Added to each step, as a share of the range, for where the distance is zero. */
    private static final double LEAST_STEP = 1e-6;

    private final int steps;
    private final double overshoot;
    private final int candidates;
    private final double leastStep;
    private final double[] sum;
    private int[] others = new int[0];
    private float @Nullable [] point;
    private int taken;

    DeepFoolSearch(Subject subject, Norm norm, int steps, double overshoot, int candidates) {
        super(subject, norm);
        this.steps = steps;
        this.overshoot = overshoot;
        this.candidates = candidates;
        this.leastStep = LEAST_STEP * subject.threatModel().domain().width();
        this.sum = new double[clean().length];
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
            others = others(logits);
        }
        if (taken == steps) {
            return new float[0][];
        }
        float[][] upstreams = new float[others.length][logits.length];
        for (int k = 0; k < others.length; k++) {
            upstreams[k][others[k]] = 1;
            upstreams[k][subject().label()] = -1;
        }
        return upstreams;
    }

    private int[] others(float[] logits) {
        if (subject().threatModel().goal().hasTarget()) {
            return new int[] {subject().threatModel().target()};
        }
        return Arrays.stream(Logits.ranking(logits))
                .filter(j -> j != subject().label())
                .limit(candidates - 1L)
                .toArray();
    }

    @Override
    public void observe(float[] seen, float[] logits, float[][] gradients) {
        taken++;
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        double size = 0;
        for (int k = 0; k < gradients.length; k++) {
            double slope = norm().dual().size(gradients[k]);
            double distance =
                    Math.abs((double) logits[others[k]] - logits[subject().label()]) / slope;
            if (slope > 0 && distance < least) {
                nearest = k;
                least = distance;
                size = slope;
            }
        }
        point = nearest < 0 ? null : stepped(gradients[nearest], (1 + BEYOND) * least + leastStep, size);
    }

    /** A step of a size along the steepest direction of a gradient, and the point that all steps lead to. */
    private float[] stepped(float[] gradient, double distance, double slope) {
        float[] next = new float[sum.length];
        for (int i = 0; i < next.length; i++) {
            sum[i] += distance * (norm() == Norm.LINF ? Math.signum(gradient[i]) : gradient[i] / slope);
            sum[i] = subject().region().isMutable(i) ? sum[i] : 0;
            next[i] = (float) (clean()[i] + (1 + overshoot) * sum[i]);
        }
        return next;
    }
}
