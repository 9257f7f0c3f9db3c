package org.robustness4j.attack.minimal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceAttack;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.internal.SearchSequence;
import org.robustness4j.attack.internal.TargetSequence;
import org.robustness4j.threat.Norm;

/**
 * The fast adaptive boundary attack: from the current point and from the clean sample onto the nearest linearised
 * boundary inside the range, a little beyond, and half-way back to the clean sample whenever a point is adversarial.
 *
 * <p>Croce, Hein: Minimally distorted adversarial examples with a fast adaptive boundary attack, arXiv 1907.02044,
 * algorithm 1. With targets (FAB-T) only the boundary between the label and one class after the other is looked at,
 * which costs one gradient a step instead of one for each class.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Fab extends MinimalDistanceAttack {

    /** All boundaries at once. */
    public static final int UNTARGETED = 0;

    private final int steps;
    private final int restarts;
    private final int targets;

    /** FAB-T in LINF. */
    public Fab() {
        this(Norm.LINF);
    }

    /** FAB-T: 100 steps towards each of 9 classes. */
    public Fab(Norm norm) {
        this(norm, 100, 1, 9);
    }

    /**
     * Sets every parameter.
     *
     * @param restarts the first run begins at the clean sample, the others at random points no further than half-way to
     *     the nearest adversarial one
     * @param targets the number of classes tried one after the other, {@link #UNTARGETED} for all at once
     * @throws IllegalArgumentException if {@code steps} or {@code restarts} is less than 1, or {@code targets} is
     *     negative
     */
    public Fab(Norm norm, int steps, int restarts, int targets) {
        super(norm, Norm.LINF, Norm.L2, Norm.L1);
        this.steps = Requirements.steps(steps);
        this.restarts = Requirements.runs(restarts);
        if (targets < 0) {
            throw new IllegalArgumentException(
                    "The number of target classes must be positive, or 0 for none, but is " + targets);
        }
        this.targets = targets;
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return search(sample, norm(sample), false);
    }

    /**
     * The search as a part of another attack, which needs any point in the region and not the nearest: it ends with the
     * first.
     *
     * @param sample a sample and the region that counts
     * @param norm of the region's ball
     */
    public Search within(AttackedSample sample, Norm norm) {
        return search(sample, norm, true);
    }

    private Search search(AttackedSample sample, Norm norm, boolean endsWithSuccess) {
        FabSearch.Best best = new FabSearch.Best();
        if (targets == UNTARGETED && !sample.threatModel().goal().hasTarget()) {
            return runs(sample, norm, FabSearch.ALL, best, endsWithSuccess);
        }
        return new TargetSequence(
                sample, Math.max(1, targets), target -> runs(sample, norm, target, best, endsWithSuccess));
    }

    private Search runs(AttackedSample sample, Norm norm, int target, FabSearch.Best best, boolean endsWithSuccess) {
        return SearchSequence.inTurn(
                restarts, run -> new FabSearch(sample, norm, target, steps, run > 0, best, endsWithSuccess));
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("restarts", restarts);
        parameters.put("targets", targets);
        return parameters;
    }
}
