package org.robustness4j.attack.gradient;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.loss.Loss;

/**
 * A search that follows the gradient of a loss for a number of steps: away from the label, or towards the target. The
 * last point is shown to the model too.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public abstract class GradientSearch implements Search {

    private final AttackedSample sample;
    private final Loss loss;
    private final int steps;
    private int taken;
    private float @Nullable [] point;

    /**
     * Begins at {@link #start}.
     *
     * @param steps the number of steps, each with one gradient
     * @throws IllegalArgumentException if there is not at least one step
     */
    protected GradientSearch(AttackedSample sample, Loss loss, int steps) {
        this.sample = sample;
        this.loss = loss;
        this.steps = Requirements.steps(steps);
    }

    /** The first point; the clean sample unless overridden. */
    protected float[] start() {
        return sample.region().clean();
    }

    /**
     * The point after a step.
     *
     * @param point where the step begins
     * @param gradient of the function that the adversary increases
     */
    protected abstract float[] step(float[] point, float[] gradient);

    @Override
    public final float @Nullable [] next() {
        if (taken > steps) {
            return null;
        }
        if (point == null) {
            point = start();
        }
        return point;
    }

    @Override
    public final float[][] wanted(float[] logits) {
        return taken < steps ? new float[][] {upstream(logits)} : new float[0][];
    }

    private float[] upstream(float[] logits) {
        if (!sample.threatModel().goal().hasTarget()) {
            return upstream(logits, sample.label());
        }
        float[] awayFromTarget = upstream(logits, sample.threatModel().target());
        float[] towardsTarget = new float[awayFromTarget.length];
        for (int j = 0; j < towardsTarget.length; j++) {
            towardsTarget[j] = -awayFromTarget[j];
        }
        return towardsTarget;
    }

    /**
     * The gradient with respect to the logits of what grows as a class becomes less likely: the loss's direction unless
     * overridden.
     */
    protected float[] upstream(float[] logits, int label) {
        return loss.direction(logits, label);
    }

    @Override
    public final void observe(float[] seen, float[] logits, float[][] gradients) {
        taken++;
        if (gradients.length > 0) {
            point = step(seen, gradients[0]);
        }
    }
}
