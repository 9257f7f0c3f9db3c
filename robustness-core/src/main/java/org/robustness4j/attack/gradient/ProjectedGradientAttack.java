package org.robustness4j.attack.gradient;

import java.util.LinkedHashMap;
import java.util.Map;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.attack.loss.Loss;

/**
 * Steps of steepest ascent on a loss, the cross-entropy unless another is chosen, each projected back into the ball and
 * the range.
 */
abstract class ProjectedGradientAttack extends Attack {

    private final int steps;
    private final StepSize stepSize;
    private final boolean randomStart;
    private final Loss loss;

    ProjectedGradientAttack(int steps, StepSize stepSize, boolean randomStart) {
        this(steps, stepSize, randomStart, new CrossEntropy());
    }

    ProjectedGradientAttack(int steps, StepSize stepSize, boolean randomStart, Loss loss) {
        this.steps = Requirements.steps(steps);
        this.stepSize = stepSize;
        this.randomStart = randomStart;
        this.loss = loss;
    }

    @Override
    protected Search begin(AttackedSample sample) {
        double size = stepSize.at(sample.region().epsilon());
        return new GradientSearch(sample, loss, steps) {
            @Override
            protected float[] start() {
                return randomStart ? sample.region().uniformPoint(sample.random()) : super.start();
            }

            @Override
            protected float[] step(float[] point, float[] gradient) {
                return sample.region().ascend(point, gradient, size);
            }
        };
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("stepSize", stepSize.toString());
        parameters.put("randomStart", randomStart);
        if (!(loss instanceof CrossEntropy)) {
            parameters.put("loss", loss.name());
        }
        return parameters;
    }
}
