package org.robustness4j.attack.minimal;

import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.loss.MarginLoss;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;

/** FMN on one sample. */
final class FmnSearch extends MinimalDistanceGradientSearch {

    private static final double LAST_GAMMA = 1e-3;
    private static final double LAST_STEP = 0.01;

    private final double stepSize;
    private final double gamma;
    private final double farthest;
    private double radius;
    private double nearest = Double.POSITIVE_INFINITY;

    FmnSearch(AttackedSample sample, Norm norm, int steps, double stepSize, double gamma) {
        super(sample, norm, new MarginLoss(), steps);
        this.stepSize = stepSize;
        this.gamma = gamma;
        this.farthest =
                norm.sizeOfOnes(clean().length) * sample.threatModel().domain().width();
    }

    @Override
    float[] stepped(float[] seen, double margin, float[] gradient) {
        adjustRadius(margin, norm().dual().size(gradient), distance(seen));
        double size = Math.min(scheduled(stepSize, LAST_STEP * stepSize), diameter());
        float[] moved = NormalizedGradient.step(seen, gradient, size);
        return radius > 0 ? sample().region().within(new Ball(norm(), radius)).project(moved) : clean();
    }

    /**
     * The length in L2 of the longest step inside the ball: where the range is far wider, a longer one forgets where it
     * began.
     */
    private double diameter() {
        return 2 * radius * (norm() == Norm.LINF ? Norm.L2.sizeOfOnes(clean().length) : 1);
    }

    private void adjustRadius(double margin, double slope, double distance) {
        double change = scheduled(gamma, LAST_GAMMA);
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
}
