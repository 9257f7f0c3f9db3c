package org.robustness4j.attack.minimal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceAttack;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.threat.Norm;

/**
 * Steps onto the nearest boundary of the linearised classifier, until the model's prediction changes; the sum of the
 * steps is stretched a little, to land behind the boundary. When the goal is one class, only the boundary to that class
 * counts.
 *
 * <p>Moosavi-Dezfooli, Fawzi, Frossard: DeepFool, a simple and accurate method to fool deep neural networks, arXiv
 * 1511.04599, algorithm 2 and, for LINF, section 3.3.
 */
@API(status = Status.STABLE, since = "0.1")
public final class DeepFool extends MinimalDistanceAttack {

    private final int steps;
    private final double overshoot;
    private final int candidates;

    /** L2, 50 steps, 2 % overshoot, 10 classes. */
    public DeepFool() {
        this(Norm.L2);
    }

    /** 50 steps, 2 % overshoot, 10 classes. */
    public DeepFool(Norm norm) {
        this(norm, 50, 0.02, 10);
    }

    /**
     * Sets every parameter.
     *
     * @param norm LINF or L2, where the threat model has no ball
     * @param overshoot by which share the perturbation is stretched
     * @param candidates the number of classes whose boundaries are looked at, the predicted one included
     * @throws IllegalArgumentException if the norm is L1, {@code steps} is less than 1, {@code overshoot} is negative
     *     or {@code candidates} less than 2
     */
    public DeepFool(Norm norm, int steps, double overshoot, int candidates) {
        super(norm, Norm.LINF, Norm.L2);
        this.steps = Requirements.steps(steps);
        this.overshoot = Requirements.notNegative("The overshoot", overshoot);
        if (candidates < 2) {
            throw new IllegalArgumentException(
                    "A boundary lies between two classes: candidates must be at least 2, but is " + candidates);
        }
        this.candidates = candidates;
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return new DeepFoolSearch(sample, norm(sample), steps, overshoot, candidates);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("overshoot", overshoot);
        parameters.put("candidates", candidates);
        return parameters;
    }
}
