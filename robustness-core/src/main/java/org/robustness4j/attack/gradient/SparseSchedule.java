package org.robustness4j.attack.gradient;

import org.robustness4j.threat.FeasibleRegion;

/**
 * The step sizes in L1: each step is shared by the features with the largest gradients, at first a fifth of all, later
 * as many as the best perturbation changes, less a third. While that number falls, steps stay epsilon wide; then they
 * shrink by a third, down to a tenth.
 *
 * <p>Croce, Hein: Mind the box: l1-APGD for sparse adversarial attacks on image classifiers, arXiv 2103.01208, section
 * 4.
 */
final class SparseSchedule implements ApgdSchedule {

    private static final double FIRST_SHARE = 0.2;
    private static final double SHRINKING = 1.5;
    private static final double FALLING = 0.95;
    private static final double SMALLEST_STEP = 0.1;

    private final double epsilon;
    private final float[] clean;
    private final int interval;
    private double size;
    private int features;
    private int changed;

    private SparseSchedule(double epsilon, int steps, float[] clean, int features, int changed) {
        this.epsilon = epsilon;
        this.clean = clean;
        this.size = epsilon;
        this.interval = Math.max(1, (int) (0.04 * steps));
        this.features = Math.max(1, features);
        this.changed = changed;
    }

    /** The schedule from a random point. */
    static SparseSchedule from(FeasibleRegion region, int steps) {
        int mutable = region.mutableFeatures().length;
        return new SparseSchedule(region.epsilon(), steps, region.clean(), (int) (FIRST_SHARE * mutable), mutable);
    }

    /** The schedule from a point that was the best in another ball. */
    static SparseSchedule from(FeasibleRegion region, int steps, float[] point) {
        int changed = changed(region.clean(), point);
        return new SparseSchedule(region.epsilon(), steps, region.clean(), (int) (changed / SHRINKING), changed);
    }

    private static int changed(float[] clean, float[] point) {
        int changed = 0;
        for (int i = 0; i < clean.length; i++) {
            changed += point[i] == clean[i] ? 0 : 1;
        }
        return changed;
    }

    @Override
    public int interval() {
        return interval;
    }

    @Override
    public boolean slowsDown(int increases, int steps, boolean improved, float[] best) {
        int now = changed(clean, best);
        boolean falling = now < FALLING * changed;
        features = Math.max(1, (int) (now / SHRINKING));
        size = falling ? epsilon : Math.max(SMALLEST_STEP * epsilon, size / SHRINKING);
        changed = now;
        return falling;
    }

    @Override
    public float[] step(FeasibleRegion region, float[] point, float[] gradient) {
        return region.ascendSparsely(point, gradient, features, size);
    }

    @Override
    public boolean hasMomentum() {
        return false;
    }
}
