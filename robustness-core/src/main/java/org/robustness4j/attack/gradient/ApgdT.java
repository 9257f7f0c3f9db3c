package org.robustness4j.attack.gradient;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.SearchSequence;
import org.robustness4j.attack.internal.TargetSequence;
import org.robustness4j.attack.loss.internal.TargetedDlrLoss;

/**
 * Auto-PGD on the targeted difference of logits ratio, towards each of the likeliest wrong classes in turn: what an
 * untargeted loss, which picks its class early, does not find. When the goal is one class, towards that class alone.
 *
 * <p>Croce, Hein, arXiv 2003.01690, section 4.
 */
@API(status = Status.STABLE, since = "0.1")
public final class ApgdT extends Apgd {

    private final int targets;

    /** 100 steps towards each of 9 classes. */
    public ApgdT() {
        this(100, 1, 9);
    }

    /**
     * Sets the effort.
     *
     * @param restarts the number of random points to start from, for each class
     * @param targets the number of classes tried at most
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public ApgdT(int steps, int restarts, int targets) {
        this(steps, restarts, targets, false);
    }

    private ApgdT(int steps, int restarts, int targets, boolean decreasingEpsilon) {
        super(steps, restarts, decreasingEpsilon);
        if (targets < 1) {
            throw new IllegalArgumentException("At least 1 target class has to be tried, but targets is " + targets);
        }
        this.targets = targets;
    }

    /**
     * The same attack with a larger epsilon at first, for L1: three tenths of the steps in a ball of three times
     * epsilon, as many in one of twice epsilon, and the rest in the ball itself, each from the best point of the one
     * before. Points outside the ball are no success.
     *
     * <p>Croce, Hein, arXiv 2103.01208.
     *
     * @throws IllegalArgumentException if there are fewer than 3 steps
     */
    public ApgdT withDecreasingEpsilon() {
        return new ApgdT(steps(), restarts(), targets, true);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return new TargetSequence(sample, targets, target -> towards(sample, target));
    }

    private Search towards(AttackedSample sample, int target) {
        return SearchSequence.repeat(restarts(), () -> run(sample, new TargetedDlrLoss(sample.label(), target)));
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>(super.parameters());
        parameters.put("targets", targets);
        return parameters;
    }
}
