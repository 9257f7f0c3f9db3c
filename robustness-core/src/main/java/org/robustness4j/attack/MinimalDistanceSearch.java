package org.robustness4j.attack;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;

/** A search for the nearest adversarial point: it goes on after a success, and the nearest one counts. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public abstract class MinimalDistanceSearch implements Search {

    private final AttackedSample sample;
    private final Norm norm;
    private final float[] clean;

    /**
     * Creates the search for one sample.
     *
     * @param norm how distance is measured
     */
    protected MinimalDistanceSearch(AttackedSample sample, Norm norm) {
        this.sample = sample;
        this.norm = norm;
        this.clean = sample.region().clean();
    }

    /** The sample and what the adversary wants. */
    protected final AttackedSample sample() {
        return sample;
    }

    /** How distance is measured. */
    protected final Norm norm() {
        return norm;
    }

    /** The clean sample; not to be written to. */
    protected final float[] clean() {
        return clean;
    }

    /**
     * The length, in the data's own units, that steps and radii are shares of: the width of the range, or the radius of
     * the ball where that is smaller. Points further away are no success then, and the range may be wider by any
     * factor.
     */
    protected final double scale() {
        double width = sample.threatModel().domain().width();
        return sample.threatModel().perturbation() instanceof Ball ball ? Math.min(width, ball.epsilon()) : width;
    }

    /** The distance of a point from the clean sample, in the data's own units. */
    protected final double distance(float[] point) {
        return norm.distance(clean, point);
    }

    @Override
    public boolean endsWithSuccess() {
        return false;
    }

    @Override
    public final boolean isExhaustive() {
        return true;
    }

    @Override
    public final double quality(float[] point, double margin) {
        return -distance(point);
    }
}
