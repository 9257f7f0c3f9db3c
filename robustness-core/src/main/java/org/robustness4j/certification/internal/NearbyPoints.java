package org.robustness4j.certification.internal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.search.Refuter;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;

/**
 * Where a proof comes closest to failing there may be an adversarial example: the point itself, or one that some steps of
 * gradient ascent lead to from there.
 */
final class NearbyPoints implements Refuter {

    private static final int STEPS = 12;

    /** Of epsilon; half as long after each third of the steps. */
    private static final double STEP = 0.25;

    /** Later points are those of parts that are ever smaller, and one in so many is gone on from. */
    private static final int PERIOD = 8;

    private final Classifier classifier;
    private final ModelRegion region;
    private final FeasibleRegion feasible;
    private final ThreatModel threatModel;
    private final int label;
    private int calls;
    private float @Nullable [] found;

    NearbyPoints(
            Classifier classifier,
            ModelRegion region,
            ThreatModel threatModel,
            float[] clean,
            int label,
            InputShape shape) {
        this.classifier = classifier;
        this.region = region;
        this.feasible = threatModel.around(clean, shape);
        this.threatModel = threatModel;
        this.label = label;
    }

    /** The point that reaches the goal, null if there is none. */
    float @Nullable [] found() {
        return found;
    }

    @Override
    public boolean isCounterexample(double[] point) {
        float[] tried = feasible.project(region.inUnitsOfTheUser(point));
        boolean goesOn = calls++ % PERIOD == 0 && classifier instanceof DifferentiableClassifier;
        double step = STEP * feasible.epsilon();
        for (int i = 0; i <= STEPS; i++) {
            Matrix batch = new Matrix(1, tried.length, tried);
            if (!goesOn) {
                return reaches(classifier.logits(batch), tried);
            }
            try (ForwardPass pass = ((DifferentiableClassifier) classifier).forward(batch)) {
                if (reaches(pass.logits(), tried)) {
                    return true;
                }
                tried = feasible.ascend(
                        tried, pass.backward(upstream(pass.logits().row(0))).row(0), step);
            }
            step = i % (STEPS / 3) == STEPS / 3 - 1 ? step / 2 : step;
        }
        return false;
    }

    private boolean reaches(Matrix logits, float[] point) {
        if (threatModel.isReached(label, logits.argMax(0)) && feasible.contains(point)) {
            found = point;
            return true;
        }
        return false;
    }

    /** What the adversary wants, less what is in its way. */
    private Matrix upstream(float[] logits) {
        int target = threatModel.goal() == Goal.TARGETED ? threatModel.target() : largestBut(label, logits);
        int source = threatModel.goal() == Goal.TARGETED ? largestBut(target, logits) : label;
        float[] upstream = new float[logits.length];
        upstream[target] = 1;
        upstream[source] = -1;
        return new Matrix(1, logits.length, upstream);
    }

    private static int largestBut(int left, float[] logits) {
        int largest = left == 0 ? 1 : 0;
        for (int i = 0; i < logits.length; i++) {
            largest = i != left && logits[i] > logits[largest] ? i : largest;
        }
        return largest;
    }
}
