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
import org.robustness4j.threat.Norm;

/**
 * Gradient descent on {@code cross-entropy(target) + lambda * distance} from the clean sample,
 * {@code x <- clip(x - rate * g)}: what is not needed to reach the target is pulled back. With the goal UNTARGETED the
 * cross-entropy of the label is subtracted instead.
 *
 * <p>The targeted attack of Shusen Wang's "Data Evasion Attacks". Its formula has the <em>sum</em> over the features,
 * {@code |x' - x|_1} or {@code |x' - x|_2^2}; its code takes the <em>mean</em>, for an image of 28x28 a penalty 784
 * times weaker. Here the mean is the default and {@link Reduction#SUM} the formula; lambda for one is lambda times the
 * number of features for the other. All steps are taken, and the success closest to the clean sample counts, unless
 * {@link #stoppingEarly} is asked for.
 */
@API(status = Status.STABLE, since = "0.1")
public final class DistancePenalty extends Attack {

    /** How the changes of the features are made one distance. */
    @API(status = Status.STABLE, since = "0.1")
    public enum Reduction {
        /** Their mean, as the source's code has it. */
        MEAN,
        /** Their sum, as the source's formula has it. */
        SUM
    }

    private final Norm norm;
    private final double lambda;
    private final Reduction reduction;
    private final int steps;
    private final double rate;
    private final boolean stoppingEarly;

    /** The mean squared change, lambda 30, 100 steps at a rate of 0.1. */
    public DistancePenalty() {
        this(Norm.L2);
    }

    /**
     * Lambda 30 on the mean, 100 steps at a rate of 0.1.
     *
     * @param norm L1 for absolute, L2 for squared changes
     * @throws IllegalArgumentException if the norm is another one
     */
    public DistancePenalty(Norm norm) {
        this(norm, 30, Reduction.MEAN, 100, 0.1);
    }

    /**
     * Sets every parameter.
     *
     * @param norm L1 for absolute, L2 for squared changes
     * @param lambda the weight of the distance against the cross-entropy
     * @param reduction what lambda multiplies
     * @param steps the number of steps
     * @param rate by which the gradient is multiplied in a step, with gradient and distance of features measured in
     *     widths of the range
     * @throws IllegalArgumentException if the norm is LINF, {@code steps} is less than 1, {@code rate} is not a
     *     positive number, or lambda is negative or not finite
     */
    public DistancePenalty(Norm norm, double lambda, Reduction reduction, int steps, double rate) {
        this(norm, lambda, reduction, steps, rate, false);
    }

    private DistancePenalty(
            Norm norm, double lambda, Reduction reduction, int steps, double rate, boolean stoppingEarly) {
        if (norm == Norm.LINF) {
            throw new IllegalArgumentException("The distance penalty is L1 or L2, but LINF was asked for");
        }
        this.norm = norm;
        this.lambda = Requirements.notNegative("Lambda", lambda);
        this.reduction = reduction;
        this.steps = Requirements.steps(steps);
        this.rate = Requirements.positive("A rate", rate);
        this.stoppingEarly = stoppingEarly;
    }

    /** The same attack, content with the first success. */
    public DistancePenalty stoppingEarly() {
        return new DistancePenalty(norm, lambda, reduction, steps, rate, true);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        float[] clean = sample.region().clean();
        double width = sample.threatModel().domain().width();
        double weight = reduction == Reduction.SUM ? lambda : lambda / clean.length;
        CrossEntropy crossEntropy = new CrossEntropy();
        return new GradientSearch(sample, crossEntropy, steps) {
            @Override
            protected float[] upstream(float[] logits, int label) {
                return crossEntropy.gradient(logits, label);
            }

            @Override
            protected float[] step(float[] point, float[] gradient) {
                float[] next = point.clone();
                for (int i = 0; i < next.length; i++) {
                    double change = ((double) point[i] - clean[i]) / width;
                    double penalty = norm == Norm.L1 ? Math.signum(change) : 2 * change;
                    next[i] += (float) (width * rate * (width * gradient[i] - weight * penalty));
                }
                return next;
            }

            @Override
            public boolean endsWithSuccess() {
                return stoppingEarly;
            }

            @Override
            public double quality(float[] point, double margin) {
                return -norm.distance(clean, point);
            }
        };
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("penalty", norm == Norm.L1 ? "L1" : "L2 squared");
        parameters.put("lambda", lambda);
        parameters.put("reduction", reduction.toString());
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
