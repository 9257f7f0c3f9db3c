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
import org.robustness4j.attack.loss.LinearProbability;
import org.robustness4j.attack.loss.Loss;

/**
 * Gradient descent from noise to an image that the model takes for a class, though nobody else would:
 * {@code x <- clip(x - rate * g)}.
 *
 * <p>The fake images of Shusen Wang's "Data Evasion Attacks", with its rate of 0.5 and 10 steps, on the cross-entropy
 * of the target. Its own loss is {@link LinearProbability}: {@code new FakeImage(new LinearProbability(), 10, 0.5)}; it
 * grows surer images, but now and then none. All steps are taken, and the image that the model is surest of counts,
 * unless {@link #stoppingEarly} is asked for. A fake image exists for robust models too: its success rate says little,
 * and is judged only where a test sets a limit.
 */
@API(status = Status.STABLE, since = "0.1")
public final class FakeImage extends Attack {

    private final Loss loss;
    private final int steps;
    private final double rate;
    private final boolean stoppingEarly;

    /** 10 steps at a rate of 0.5 on the cross-entropy. */
    public FakeImage() {
        this(new CrossEntropy(), 10, 0.5);
    }

    /**
     * Sets loss and effort.
     *
     * @param loss of the target class, to be made small
     * @param steps the number of steps
     * @param rate by which the gradient is multiplied in a step, both for features measured in widths of the range
     * @throws IllegalArgumentException if {@code steps} is less than 1 or {@code rate} is not a positive number
     */
    public FakeImage(Loss loss, int steps, double rate) {
        this(loss, steps, rate, false);
    }

    private FakeImage(Loss loss, int steps, double rate, boolean stoppingEarly) {
        this.loss = loss;
        this.steps = Requirements.steps(steps);
        this.rate = Requirements.positive("A rate", rate);
        this.stoppingEarly = stoppingEarly;
    }

    /** The same attack, content with the first image that is taken for the target. */
    public FakeImage stoppingEarly() {
        return new FakeImage(loss, steps, rate, true);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        double width = sample.threatModel().domain().width();
        double factor = rate * width * width;
        return new GradientSearch(sample, loss, steps) {
            @Override
            protected float[] upstream(float[] logits, int label) {
                return loss.gradient(logits, label);
            }

            @Override
            protected float[] step(float[] point, float[] gradient) {
                float[] next = point.clone();
                for (int i = 0; i < next.length; i++) {
                    next[i] += (float) (factor * gradient[i]);
                }
                return next;
            }

            @Override
            public boolean endsWithSuccess() {
                return stoppingEarly;
            }
        };
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("loss", loss.name());
        parameters.put("steps", steps);
        parameters.put("rate", rate);
        parameters.put("stoppingEarly", stoppingEarly);
        return parameters;
    }

    @Override
    public AttackTraits traits() {
        return AttackTraits.GRADIENT_ATTACK.with(Budget.OPTIONAL_EPSILON);
    }
}
