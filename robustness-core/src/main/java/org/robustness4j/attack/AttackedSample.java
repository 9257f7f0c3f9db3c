package org.robustness4j.attack;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.loss.internal.LogitSpread;
import org.robustness4j.data.InputShape;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.ThreatModel;

/**
 * One sample under attack, with all that a search needs to know about it.
 *
 * @param label its true class, from 0; {@code Samples.UNLABELLED} for noise that belongs to none
 * @param threatModel the goal of the adversary and its limits
 * @param region the points the adversary may turn it into; for an attack that seeks the nearest of them the whole range
 * @param shape the shape of the sample, whose features are flattened in the order of its layout
 * @param random its own random stream, the same whatever else is attacked
 */
@API(status = Status.STABLE, since = "0.1")
public record AttackedSample(
        int label, ThreatModel threatModel, FeasibleRegion region, InputShape shape, RandomGenerator random) {

    /**
     * By how much the adversary has what it wants: positive when the prediction is a success.
     *
     * @param logits {@code classes} values
     * @return the target's logit less the largest other one, or the largest logit of a wrong class less the label's
     */
    public double margin(float[] logits) {
        float[] decisive = decisive(logits);
        return (double) decisive[0] - decisive[1];
    }

    /**
     * The margin up to which a success may be nothing but rounding, because of how far apart float32 values are at the
     * logits.
     */
    public double rounding(float[] logits) {
        float[] decisive = decisive(logits);
        return LogitSpread.rounding(decisive[0], decisive[1]);
    }

    /**
     * The two logits whose difference is the margin: of the class the adversary wants to be ahead, and of the one it
     * wants behind.
     */
    private float[] decisive(float[] logits) {
        boolean targeted = threatModel.goal().hasTarget();
        int reference = targeted ? threatModel.target() : label;
        float other = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < logits.length; j++) {
            if (j != reference) {
                other = Math.max(other, logits[j]);
            }
        }
        return targeted ? new float[] {logits[reference], other} : new float[] {other, logits[reference]};
    }

    /** The points of the range, at any distance. */
    public FeasibleRegion range() {
        return region.unbounded();
    }
}
