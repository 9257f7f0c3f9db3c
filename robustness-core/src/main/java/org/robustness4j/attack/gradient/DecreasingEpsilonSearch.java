package org.robustness4j.attack.gradient;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.ForwardingSearch;
import org.robustness4j.attack.loss.internal.AdversarialLoss;
import org.robustness4j.threat.FeasibleRegion;

/**
 * Auto-PGD in L1 with an epsilon that decreases from three times the one that counts, each run from the best point of
 * the one before: in a larger ball the search finds its way before it has to be sparse.
 *
 * <p>Croce, Hein: Mind the box, arXiv 2103.01208.
 */
final class DecreasingEpsilonSearch extends ForwardingSearch {

    /** The number of balls; the first is as many times as large as the last. */
    static final int STAGES = 3;

    private static final double SHARE_OF_STEPS = 0.3;

    private final FeasibleRegion region;
    private final AdversarialLoss objective;
    private final int steps;
    private int stage;
    private ApgdSearch current;

    /**
     * Begins in the largest ball.
     *
     * @param region the points that count
     * @param steps in all balls together, at least as many as there are balls
     * @param start makes the first point from the largest ball
     */
    DecreasingEpsilonSearch(
            FeasibleRegion region, AdversarialLoss objective, int steps, Function<FeasibleRegion, float[]> start) {
        this.region = region;
        this.objective = objective;
        this.steps = steps;
        this.current = begin(start.apply(ball(0)));
    }

    private FeasibleRegion ball(int number) {
        int times = STAGES - number;
        return times == 1 ? region : region.times(times);
    }

    private ApgdSearch begin(float[] start) {
        FeasibleRegion ball = ball(stage);
        float[] point = ball.project(start);
        int first = (int) Math.ceil(SHARE_OF_STEPS * steps);
        int own = stage < STAGES - 1 ? first : steps - (STAGES - 1) * first;
        return new ApgdSearch(ball, objective, own, SparseSchedule.from(ball, own, point), point);
    }

    @Override
    protected Search delegate() {
        return current;
    }

    @Override
    public float @Nullable [] next() {
        float[] point = current.next();
        while (point == null && stage < STAGES - 1) {
            stage++;
            current = begin(current.best());
            point = current.next();
        }
        return point;
    }

    /** The larger balls hold points that are none of the region's. */
    @Override
    public boolean isConfined() {
        return stage == STAGES - 1;
    }
}
