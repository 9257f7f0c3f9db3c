package org.robustness4j.attack.gradient;

import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.loss.internal.AdversarialLoss;
import org.robustness4j.threat.FeasibleRegion;

/**
 * One run of Auto-PGD: ascent with momentum, whose step sizes follow from the progress made, and that goes on from the
 * best point whenever they shrink.
 *
 * <p>Croce, Hein, arXiv 2003.01690, algorithm 1.
 */
final class ApgdSearch implements Search {

    private static final double MOMENTUM = 0.75;

    private final FeasibleRegion region;
    private final AdversarialLoss objective;
    private final int steps;
    private final ApgdSchedule schedule;
    private float[] point;
    private float[] previous;
    private float @Nullable [] bestPoint;
    private float[] bestGradient = new float[0];
    private double best = Double.NEGATIVE_INFINITY;
    private double last;
    private double bestAtCheckpoint;
    private int taken;
    private int sinceCheckpoint;
    private int increases;

    ApgdSearch(FeasibleRegion region, AdversarialLoss objective, int steps, ApgdSchedule schedule, float[] start) {
        this.region = region;
        this.objective = objective;
        this.steps = steps;
        this.schedule = schedule;
        this.point = start;
        this.previous = start;
    }

    @Override
    public float @Nullable [] next() {
        return taken > steps ? null : point;
    }

    @Override
    public float[][] wanted(float[] logits) {
        return taken < steps ? new float[][] {objective.direction(logits)} : new float[0][];
    }

    @Override
    public void observe(float[] seen, float[] logits, float[][] gradients) {
        taken++;
        double value = objective.value(logits);
        if (gradients.length == 0) {
            bestPoint = bestPoint == null || value > best ? seen : bestPoint;
            return;
        }
        if (bestPoint == null) {
            bestAtCheckpoint = value;
        } else {
            increases += value > last ? 1 : 0;
            sinceCheckpoint++;
        }
        last = value;
        if (bestPoint == null || value > best) {
            best = value;
            bestPoint = seen;
            bestGradient = gradients[0];
        }
        float[] from = seen;
        float[] gradient = gradients[0];
        if (sinceCheckpoint == schedule.interval()) {
            if (schedule.slowsDown(increases, sinceCheckpoint, best > bestAtCheckpoint, bestPoint)) {
                from = bestPoint;
                gradient = bestGradient;
            }
            bestAtCheckpoint = best;
            sinceCheckpoint = 0;
            increases = 0;
        }
        float[] next = schedule.step(region, from, gradient);
        float[] before = previous;
        previous = from;
        point = taken == 1 || !schedule.hasMomentum() ? next : withMomentum(from, next, before);
    }

    /** The best point so far by the objective, the one to begin at when there is none yet. */
    float[] best() {
        return bestPoint == null ? point : bestPoint;
    }

    private float[] withMomentum(float[] from, float[] next, float[] before) {
        float[] moved = new float[next.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (from[i]
                    + MOMENTUM * ((double) next[i] - from[i])
                    + (1 - MOMENTUM) * ((double) from[i] - before[i]));
        }
        return region.project(moved);
    }
}
