package org.robustness4j.attack.minimal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.CrossEntropy;
import org.robustness4j.attack.NearestSearch;
import org.robustness4j.attack.Objective;
import org.robustness4j.attack.Subject;
import org.robustness4j.threat.Norm;

/** DDN on one sample. */
final class DdnSearch extends NearestSearch {

    private final int steps;
    private final double gamma;
    private final double width;
    private final Objective objective;
    private double radius;
    private float[] point;
    private int taken;

    DdnSearch(Subject subject, Norm norm, int steps, double radius, double gamma) {
        super(subject, norm);
        this.steps = steps;
        this.gamma = gamma;
        this.width = subject.threatModel().domain().width();
        this.objective = Objective.of(new CrossEntropy(), subject);
        this.radius = radius;
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
            radius *= 1 + (subject().margin(logits) > 0 ? -gamma : taken == 0 ? 0 : gamma);
            double size = width * CosineSchedule.at(1, 0.01, taken, steps);
            point = onSphere(UnitGradient.step(seen, gradients[0], size));
        }
        taken++;
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
