package org.robustness4j.attack;

import java.util.LinkedHashMap;
import java.util.Map;

/** Steps of steepest ascent on the cross-entropy, each projected back into the ball and the range. */
abstract class ProjectedAscent extends Attack {

    private final int steps;
    private final StepSize stepSize;
    private final boolean randomStart;

    ProjectedAscent(int steps, StepSize stepSize, boolean randomStart) {
        this.steps = Requirements.steps(steps);
        this.stepSize = stepSize;
        this.randomStart = randomStart;
    }

    @Override
    protected Search begin(Subject subject) {
        double size = stepSize.at(subject.region().epsilon());
        return new GradientSearch(subject, new CrossEntropy(), steps) {
            @Override
            protected float[] start() {
                return randomStart ? subject.region().uniformPoint(subject.random()) : super.start();
            }

            @Override
            protected float[] step(float[] point, float[] gradient) {
                return subject.region().ascend(point, gradient, size);
            }
        };
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("stepSize", stepSize.toString());
        parameters.put("randomStart", randomStart);
        return parameters;
    }
}
