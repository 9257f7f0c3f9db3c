package org.robustness4j.attack;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.robustness4j.threat.FeasibleRegion;

/** One sample's search and the best point it has proposed so far. */
final class Contest {

    /**
     * The margin, relative to the largest logit, from which a success counts as seen. Two ways of computing a float32
     * network differ by some 1e-6 of its logits; a success by less might not be one for the user's own model, so the search
     * goes on.
     */
    private static final double CLEAR_MARGIN = 1e-5;

    /** As a share of the domain's width. */
    private static final double SMALL_STEP = 1e-3;

    private final int position;
    private final int index;
    private final Subject subject;
    private final Search search;
    private final long queryBudget;
    private @Nullable FeasibleRegion range;
    private float[] point;
    private float[] logits = new float[0];
    private float[] best;
    private double bestMargin = Double.NEGATIVE_INFINITY;
    private double bestQuality = Double.NEGATIVE_INFINITY;
    private boolean claimed;
    private boolean pending;
    private boolean over;
    private boolean cutShort;
    private @Nullable String defect;
    private int forwardEvaluations;
    private int gradientEvaluations;
    private int zeroGradients;
    private boolean moved;
    private float @Nullable [] lastGradient;

    /**
     * Begins a search.
     *
     * @param position of the sample among those attacked
     * @param index of the sample in its data set
     * @param queryBudget how often the model may be run on the sample
     */
    Contest(int position, int index, Subject subject, Search search, long queryBudget) {
        this.position = position;
        this.queryBudget = queryBudget;
        this.index = index;
        this.subject = subject;
        this.search = search;
        this.point = subject.region().clean();
        this.best = point;
    }

    int position() {
        return position;
    }

    int index() {
        return index;
    }

    float[] point() {
        return point;
    }

    /** Takes the next point of the search, if it is not over. */
    boolean propose() {
        if (over || forwardEvaluations >= queryBudget) {
            return false;
        }
        if (pending) {
            throw new IllegalStateException("Sample " + index + " has proposed a point that was not judged yet");
        }
        float[] proposed = search.next();
        if (proposed == null) {
            over = true;
            return false;
        }
        if (proposed.length != point.length) {
            return fail("it has " + proposed.length + " values instead of " + point.length, point);
        }
        for (float value : proposed) {
            if (!Float.isFinite(value)) {
                return fail("it is not finite", proposed);
            }
        }
        float[] next = (search.isConfined() ? subject.region() : range()).project(proposed);
        moved |= forwardEvaluations > 0 && !Arrays.equals(next, point);
        point = next;
        pending = true;
        return true;
    }

    private FeasibleRegion range() {
        if (range == null) {
            range = subject.range();
        }
        return range;
    }

    private boolean fail(String what, float[] at) {
        defect = what;
        best = at;
        over = true;
        return false;
    }

    /** Takes the logits at the point; returns the gradients that the search wants. */
    float[][] judge(float[] logitsHere) {
        pending = false;
        logits = logitsHere;
        forwardEvaluations++;
        double margin = subject.margin(logits);
        boolean allowed = search.isSettled(logits)
                && (search.isConfined() || subject.region().contains(point));
        boolean clear = allowed && margin > CLEAR_MARGIN * largest();
        if (clear ? isBetterSuccess(margin) : allowed && !claimed && margin > bestMargin) {
            bestMargin = margin;
            best = point;
        }
        claimed |= clear;
        over = clear && search.endsWithSuccess();
        if (clear && !over) {
            search.succeeded();
        }
        float[][] wanted = over ? new float[0][] : search.wanted(logits);
        gradientEvaluations += wanted.length;
        return wanted;
    }

    private boolean isBetterSuccess(double margin) {
        double quality = search.quality(point, margin);
        boolean better = !claimed || quality > bestQuality;
        bestQuality = better ? quality : bestQuality;
        return better;
    }

    void observe(float[][] gradients) {
        for (float[] gradient : gradients) {
            zeroGradients += isZero(gradient) ? 1 : 0;
            lastGradient = gradient;
        }
        if (!over) {
            search.observe(point, logits, gradients);
        }
    }

    private double largest() {
        double largest = 0;
        for (float logit : logits) {
            largest = Math.max(largest, Math.abs(logit));
        }
        return largest;
    }

    private static boolean isZero(float[] gradient) {
        for (float value : gradient) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the point proposed may need gradients. */
    boolean needsGradients() {
        return search.needsGradients();
    }

    boolean isClaimed() {
        return claimed;
    }

    /** Ends the search where it is, because the time is up. */
    void cutShort() {
        cutShort = true;
    }

    /** Whether the search proposed one point again and again, though there was room to follow its gradient. */
    private boolean stoodStill() {
        if (moved || forwardEvaluations < 2 || lastGradient == null) {
            return false;
        }
        double smallStep = SMALL_STEP * subject.threatModel().domain().width();
        return !Arrays.equals(subject.region().ascend(point, lastGradient, smallStep), point);
    }

    Candidate best() {
        boolean blind = gradientEvaluations > 0 && (zeroGradients == gradientEvaluations || stoodStill());
        boolean silent = forwardEvaluations == 0 && defect == null && !cutShort;
        String problem = silent ? "it proposed no point at all" : defect;
        return new Candidate(index, best, claimed, blind, cutShort, problem, forwardEvaluations, gradientEvaluations);
    }
}
