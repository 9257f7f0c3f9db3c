package org.robustness4j.attack.gradient;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.loss.CrossEntropy;

/**
 * The momentum iterative fast gradient sign method: steps of steepest ascent along a decaying sum of gradients, each
 * divided by its L1 size first. A gradient of exactly zero adds nothing.
 *
 * <p>Dong, Liao, Pang, Su, Zhu, Hu, Li: Boosting adversarial attacks with momentum, arXiv 1710.06081, algorithm 1 and,
 * for L2, equation 9.
 */
@API(status = Status.STABLE, since = "0.1")
public final class MiFgsm extends Attack {

    private final int steps;
    private final StepSize stepSize;
    private final double decay;

    /** 10 steps of epsilon / 10, with gradients that do not decay. */
    public MiFgsm() {
        this(10, StepSize.ofEpsilon(0.1), 1);
    }

    /**
     * Sets every parameter.
     *
     * @param decay the factor of the old gradients in each step, called mu in the paper
     * @throws IllegalArgumentException if {@code steps} is less than 1, or {@code decay} is negative
     */
    public MiFgsm(int steps, StepSize stepSize, double decay) {
        this.steps = Requirements.steps(steps);
        this.stepSize = stepSize;
        this.decay = Requirements.notNegative("The decay", decay);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        double size = stepSize.at(sample.region().epsilon());
        float[] sum = new float[sample.region().clean().length];
        return new GradientSearch(sample, new CrossEntropy(), steps) {
            @Override
            protected float[] step(float[] point, float[] gradient) {
                double length = 0;
                for (float value : gradient) {
                    length += Math.abs(value);
                }
                for (int i = 0; i < sum.length; i++) {
                    sum[i] = (float) (decay * sum[i] + (length == 0 ? 0 : gradient[i] / length));
                }
                return sample.region().ascend(point, sum, size);
            }
        };
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("stepSize", stepSize.toString());
        parameters.put("decay", decay);
        return parameters;
    }
}
