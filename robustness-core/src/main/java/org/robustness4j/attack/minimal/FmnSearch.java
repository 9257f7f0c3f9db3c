package org.robustness4j.attack.minimal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.MarginLoss;
import org.robustness4j.attack.NearestSearch;
import org.robustness4j.attack.Objective;
import org.robustness4j.attack.Subject;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/** FMN on one sample. */
final class FmnSearch extends NearestSearch {

    private static final double LAST_GAMMA = 1e-3;
    private static final double LAST_STEP = 0.01;

    private final int steps;
    private final double stepSize;
    private final double gamma;
    private final double farthest;
    private final Objective objective;
    private double radius;
    private double nearest = Double.POSITIVE_INFINITY;
    private float[] point;
    private int taken;

    FmnSearch(Subject subject, Norm norm, int steps, double stepSize, double gamma) {
        super(subject, norm);
        this.steps = steps;
        this.stepSize = stepSize;
        this.gamma = gamma;
        this.farthest =
                norm.sizeOfOnes(clean().length) * subject.threatModel().domain().width();
        this.objective = Objective.of(new MarginLoss(), subject);
        this.point = clean();
    }

    @Override
    public float @Nullable [] next() {
        return taken > steps ? null : point;
    }

    @Override
    public float[][] wanted(float[] logits) {
        return taken < steps ? new float[][] {objective.direction(logits)} : new float[0][];
    }

    @Override
    public void observe(float[] seen, float[] logits, float[][] gradients) {
        if (gradients.length > 0) {
            double margin = subject().margin(logits);
            double slope = norm().dual().size(gradients[0]);
            adjustRadius(margin, slope, distance(seen));
            float[] moved = UnitGradient.step(
                    seen, gradients[0], CosineSchedule.at(stepSize, LAST_STEP * stepSize, taken, steps));
            point = radius > 0 ? inBall().around(clean()).project(moved) : clean();
        }
        taken++;
    }

    private void adjustRadius(double margin, double slope, double distance) {
        double change = CosineSchedule.at(gamma, LAST_GAMMA, taken, steps);
        if (margin > 0) {
            nearest = Math.min(nearest, distance);
            radius = Math.min(radius * (1 - change), nearest);
        } else if (nearest < Double.POSITIVE_INFINITY) {
            radius *= 1 + change;
        } else {
            radius = slope == 0 ? farthest : (1 + LAST_GAMMA) * (distance - margin / slope);
        }
        radius = Math.min(radius, farthest);
    }

    private ThreatModel inBall() {
        ThreatModel free = subject().threatModel();
        return new ThreatModel(free.goal(), free.target(), new Ball(norm(), radius), free.domain());
    }
}
