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
 * Decoupled direction and norm: steps along the gradient of the cross-entropy, each put on a sphere that shrinks while
 * the point is adversarial and grows while it is not.
 *
 * <p>Rony, Hafemann, Oliveira, Ben Ayed, Sabourin, Granger: Decoupling direction and norm for efficient gradient-based
 * L2 adversarial attacks and defenses, arXiv 1811.09600, algorithm 1, without its rounding to 8 bits.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Ddn extends MinimalDistanceAttack {

    private final int steps;
    private final double initialRadius;
    private final double gamma;

    /** 100 steps from a sphere as wide as the range, whose radius changes by 5 %. */
    public Ddn() {
        this(100, 1, 0.05);
    }

    /**
     * Sets every parameter.
     *
     * @param initialRadius the radius of the first sphere, in widths of the range, or in epsilons where that is smaller
     * @param gamma by which share the radius changes in a step
     * @throws IllegalArgumentException if {@code steps} is less than 1, {@code initialRadius} is not positive, or
     *     {@code gamma} not between 0 and 1
     */
    public Ddn(int steps, double initialRadius, double gamma) {
        super(Norm.L2, Norm.L2);
        this.steps = Requirements.steps(steps);
        this.initialRadius = Requirements.positive("The initial radius", initialRadius);
        this.gamma = Requirements.share("Gamma", gamma);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return new DdnSearch(sample, norm(sample), steps, initialRadius, gamma);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("initialRadius", initialRadius);
        parameters.put("gamma", gamma);
        return parameters;
    }
}
