package org.robustness4j.attack.minimal;

import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.threat.Norm;

/** DDN on one sample. */
final class DdnSearch extends MinimalDistanceGradientSearch {

    private final double gamma;
    private double radius;

    DdnSearch(AttackedSample sample, Norm norm, int steps, double initialRadius, double gamma) {
        super(sample, norm, new CrossEntropy(), steps);
        this.gamma = gamma;
        this.radius = initialRadius * scale();
    }

    @Override
    float[] stepped(float[] seen, double margin, float[] gradient) {
        radius *= 1 + (margin > 0 ? -gamma : isFirstStep() ? 0 : gamma);
        return onSphere(NormalizedGradient.step(seen, gradient, scale() * scheduled(1, 0.01)));
    }

    private float[] onSphere(float[] moved) {
        double length = distance(moved);
        float[] next = moved.clone();
        for (int i = 0; length > 0 && i < next.length; i++) {
            next[i] = (float) (clean()[i] + ((double) moved[i] - clean()[i]) * radius / length);
        }
        return next;
    }
}
