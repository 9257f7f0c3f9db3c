package org.robustness4j.attack.gradient;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackTraits;
import org.robustness4j.attack.AttackTraits.Budget;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.loss.CrossEntropy;

/**
 * Gradient ascent on the cross-entropy, the gradient divided by its largest absolute value: every step moves the
 * feature that matters most by the step size, and all others in proportion. It stops at the first success.
 *
 * <p>The untargeted attack of Shusen Wang's "Data Evasion Attacks": {@code x <- clip(x + rate * g / max|g|)} from the
 * clean sample, rate 0.05, 20 steps. With the goal TARGETED it descends on the cross-entropy of the target. No ball
 * limits it unless the threat model has one; a feature moves by at most {@code rate * steps} of the range's width.
 */
@API(status = Status.STABLE, since = "0.1")
public final class NormalizedGradientAscent extends Attack {

    private final int steps;
    private final double rate;

    /** 20 steps of 0.05. */
    public NormalizedGradientAscent() {
        this(20, 0.05);
    }

    /**
     * Sets the effort.
     *
     * @param steps the number of steps
     * @param rate by how much the feature with the largest gradient moves in a step, as a share of the range's width
     * @throws IllegalArgumentException if {@code steps} is less than 1 or {@code rate} is not a positive number
     */
    public NormalizedGradientAscent(int steps, double rate) {
        this.steps = Requirements.steps(steps);
        this.rate = Requirements.positive("A rate", rate);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        double step = rate * sample.threatModel().domain().width();
        return new GradientSearch(sample, new CrossEntropy(), steps) {
            @Override
            protected float[] step(float[] point, float[] gradient) {
                double largest = 0;
                for (float value : gradient) {
                    largest = Math.max(largest, Math.abs(value));
                }
                float[] next = point.clone();
                for (int i = 0; largest > 0 && i < next.length; i++) {
                    next[i] += (float) (step * gradient[i] / largest);
                }
                return next;
            }
        };
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("rate", rate);
        return parameters;
    }

    @Override
    public AttackTraits traits() {
        return AttackTraits.GRADIENT_ATTACK.with(Budget.OPTIONAL_EPSILON);
    }
}
