package org.robustness4j.attack.gradient;

import org.robustness4j.threat.FeasibleRegion;

/**
 * The step sizes in LINF and L2: 2 epsilon at first, halved at checkpoints that come ever sooner, when the objective
 * grew on at most three quarters of the steps, or did not improve though the step was left alone the last time.
 */
final class HalvingSchedule implements ApgdSchedule {

    private static final double GROWING_SHARE = 0.75;

    private final int shortest;
    private final int decrease;
    private int interval;
    private double size;
    private boolean slowedDown = true;

    HalvingSchedule(double epsilon, int steps) {
        this.size = 2 * epsilon;
        this.interval = Math.max(1, (int) (0.22 * steps));
        this.decrease = Math.max(1, (int) (0.03 * steps));
        this.shortest = Math.max(1, (int) (0.06 * steps));
    }

    @Override
    public int interval() {
        return interval;
    }

    @Override
    public boolean slowsDown(int increases, int steps, boolean improved, float[] best) {
        slowedDown = increases <= GROWING_SHARE * steps || (!slowedDown && !improved);
        size = slowedDown ? size / 2 : size;
        interval = Math.max(shortest, interval - decrease);
        return slowedDown;
    }

    @Override
    public float[] step(FeasibleRegion region, float[] point, float[] gradient) {
        return region.ascend(point, gradient, size);
    }

    @Override
    public boolean hasMomentum() {
        return true;
    }
}
