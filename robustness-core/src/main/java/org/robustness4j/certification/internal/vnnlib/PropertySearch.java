package org.robustness4j.certification.internal.vnnlib;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.search.Clause;
import org.robustness4j.certification.internal.search.Deadline;
import org.robustness4j.certification.internal.search.Refuter;
import org.robustness4j.certification.internal.search.Requirement;
import org.robustness4j.certification.internal.vnnlib.VnnlibProperty.Box;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Seeks a counterexample of a box by gradient descent on what a clause requires: from the middle, from random points, and
 * from where proofs come closest to failing. All points are numbers of float32 inside the box.
 */
final class PropertySearch implements Refuter {

    private static final int STEPS = 40;
    private static final int STARTS = 30;
    private static final int PERIOD = 16;

    private final DifferentiableClassifier network;
    private final Box box;
    private final float[] low;
    private final float[] high;
    private int calls;
    private float @Nullable [] found;

    PropertySearch(DifferentiableClassifier network, Box box) {
        this.network = network;
        this.box = box;
        this.low = new float[box.low().length];
        this.high = new float[box.low().length];
        for (int i = 0; i < low.length; i++) {
            float least = (float) box.low()[i];
            float largest = (float) box.high()[i];
            low[i] = least < box.low()[i] ? Math.nextUp(least) : least;
            high[i] = largest > box.high()[i] ? Math.nextDown(largest) : largest;
        }
    }

    /** The point that breaks a clause, null if none was found. */
    float @Nullable [] found() {
        return found;
    }

    /** Searches from the middle and from random points. */
    boolean run(long seed, Deadline deadline) {
        Random random = new Random(seed);
        for (Clause clause : box.clauses()) {
            for (int start = 0; start < STARTS && !deadline.isOver(); start++) {
                float[] point = new float[low.length];
                for (int i = 0; i < point.length; i++) {
                    double share = start == 0 ? 0.5 : random.nextDouble();
                    point[i] = inside((float) (low[i] + share * ((double) high[i] - low[i])), i);
                }
                if (descends(point, clause)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean isCounterexample(double[] point) {
        float[] start = new float[point.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = inside((float) point[i], i);
        }
        boolean goesOn = calls++ % PERIOD == 0;
        for (Clause clause : box.clauses()) {
            if (goesOn
                    ? descends(start, clause)
                    : breaks(network.logits(new Matrix(1, start.length, start)).row(0), start)) {
                return true;
            }
        }
        return false;
    }

    private float inside(float value, int i) {
        return Math.max(low[i], Math.min(high[i], value));
    }

    private boolean breaks(float[] logits, float[] point) {
        for (int i = 0; i < point.length; i++) {
            if (!(point[i] >= box.low()[i] && point[i] <= box.high()[i])) {
                return false; // a box without numbers of float32 inside
            }
        }
        for (Clause clause : box.clauses()) {
            // strictly: limits are rounded, and an inequality may be strict itself
            if (clause.requirements().stream().allMatch(requirement -> requirement.margin(logits) < 0)) {
                found = point.clone();
                return true;
            }
        }
        return false;
    }

    private boolean descends(float[] from, Clause clause) {
        float[] point = from.clone();
        for (int step = 0; step < STEPS; step++) {
            try (ForwardPass pass = network.forward(new Matrix(1, point.length, point))) {
                float[] logits = pass.logits().row(0);
                if (breaks(logits, point)) {
                    return true;
                }
                float[] gradient = pass.backward(new Matrix(1, logits.length, upstream(logits, clause.requirements())))
                        .row(0);
                double share = 0.5 / (1 + step / 4);
                for (int i = 0; i < point.length; i++) {
                    point[i] = inside(
                            (float) (point[i] - share * Math.signum(gradient[i]) * ((double) high[i] - low[i])), i);
                }
            }
        }
        return false;
    }

    /** All requirements have to be missed: the one that is met best is in the way. */
    private static float[] upstream(float[] logits, List<Requirement> requirements) {
        Requirement best = requirements.get(0);
        for (Requirement requirement : requirements) {
            best = requirement.margin(logits) > best.margin(logits) ? requirement : best;
        }
        float[] upstream = new float[logits.length];
        for (int i = 0; i < upstream.length; i++) {
            upstream[i] = (float) best.coefficients()[i];
        }
        return upstream;
    }
}
