package org.robustness4j.attack.minimal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceSearch;
import org.robustness4j.attack.loss.Loss;
import org.robustness4j.attack.loss.internal.AdversarialLoss;
import org.robustness4j.threat.Norm;

/** A search that takes a number of steps along the gradient of a loss, and looks at where the last one leads. */
abstract class MinimalDistanceGradientSearch extends MinimalDistanceSearch {

    private final int steps;
    private final AdversarialLoss objective;
    private float[] point;
    private int taken;

    MinimalDistanceGradientSearch(AttackedSample sample, Norm norm, Loss loss, int steps) {
        super(sample, norm);
        this.steps = steps;
        this.objective = AdversarialLoss.of(loss, sample.threatModel(), sample.label());
        this.point = clean();
    }

    /**
     * The point that a step leads to.
     *
     * @param seen where it begins
     * @param margin positive when that is a success by more than rounding: a radius that shrinks for less would never
     *     grow again to where the user's own model sees one
     * @param gradient of what the adversary increases
     */
    abstract float[] stepped(float[] seen, double margin, float[] gradient);

    final boolean isFirstStep() {
        return taken == 0;
    }

    /** What goes from a first to a last value over all steps, as it is at this one. */
    final double scheduled(double first, double last) {
        return CosineSchedule.at(first, last, taken, steps);
    }

    @Override
    public final float @Nullable [] next() {
        return taken > steps ? null : point;
    }

    @Override
    public final float[][] wanted(float[] logits) {
        return taken < steps ? new float[][] {objective.direction(logits)} : new float[0][];
    }

    @Override
    public final void observe(float[] seen, float[] logits, float[][] gradients) {
        if (gradients.length > 0) {
            point = stepped(seen, sample().margin(logits) - sample().rounding(logits), gradients[0]);
        }
        taken++;
    }
}
