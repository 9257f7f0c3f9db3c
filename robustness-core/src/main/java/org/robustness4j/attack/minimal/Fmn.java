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
 * The fast minimum-norm attack: steps along the gradient of the margin, each projected into a ball whose radius follows
 * from the distance to the linearised boundary until a point is adversarial, and shrinks and grows afterwards.
 *
 * <p>Pintor, Roli, Brendel, Biggio: Fast minimum-norm adversarial attacks through adaptive norm constraints, arXiv
 * 2102.12827, algorithm 1.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Fmn extends MinimalDistanceAttack {

    private final int steps;
    private final double stepSize;
    private final double gamma;

    /** LINF. */
    public Fmn() {
        this(Norm.LINF);
    }

    /** 100 steps of at most the width of the range, and radii that change by 5 % at first. */
    public Fmn(Norm norm) {
        this(norm, 100, 1, 0.05);
    }

    /**
     * Sets every parameter.
     *
     * @param stepSize the length of the first step in L2, in widths of the range; the last is a hundredth of it
     * @param gamma by which share the radius changes at first; at the end it is 0.001
     * @throws IllegalArgumentException if {@code steps} is less than 1, {@code stepSize} is not positive, or
     *     {@code gamma} not between 0 and 1
     */
    public Fmn(Norm norm, int steps, double stepSize, double gamma) {
        super(norm, Norm.LINF, Norm.L2, Norm.L1);
        this.steps = Requirements.steps(steps);
        this.stepSize = Requirements.positive("The step size", stepSize);
        this.gamma = Requirements.share("Gamma", gamma);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        double width = sample.threatModel().domain().width();
        return new FmnSearch(sample, norm(sample), steps, stepSize * width, gamma);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("stepSize", stepSize);
        parameters.put("gamma", gamma);
        return parameters;
    }
}
