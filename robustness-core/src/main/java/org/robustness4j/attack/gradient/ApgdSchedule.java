package org.robustness4j.attack.gradient;

import org.robustness4j.threat.FeasibleRegion;

/** The step sizes of Auto-PGD: how far it goes in a step, and what happens at a checkpoint. */
interface ApgdSchedule {

    /** The number of steps from one checkpoint to the next. */
    int interval();

    /**
     * Looks back at the steps since the last checkpoint.
     *
     * @param increases on how many of them the objective grew
     * @param steps how many there were
     * @param improved whether the best value is better than at the last checkpoint
     * @param best the best point so far
     * @return whether to go on from the best point
     */
    boolean slowsDown(int increases, int steps, boolean improved, float[] best);

    /** The point after a step, inside the region. */
    float[] step(FeasibleRegion region, float[] point, float[] gradient);

    /** Whether a part of the last change is repeated in each step. */
    boolean hasMomentum();
}
