package org.robustness4j.certification.internal.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.bounds.Bounded;
import org.robustness4j.certification.internal.bounds.Bounder;
import org.robustness4j.certification.internal.bounds.Bounder.LinearBounds;
import org.robustness4j.certification.internal.bounds.NodeBounds;
import org.robustness4j.certification.internal.graph.UnboundableException;

/**
 * Proves clauses by dividing the region along the feature that its bounds depend on most: for few features, whose halves
 * have tighter bounds at every node.
 */
final class InputBranching {

    /**
     * What each feature gets of the mean weight of all: the bounds at nodes depend on features that the bounds of the
     * output may not depend on.
     */
    private static final double SHARE_OF_ALL = 0.1;

    /** The most numbers that waiting parts may keep: bounds, lines and charges of each value. */
    private static final long LARGEST_QUEUE = 1L << 26;

    private static final long NUMBERS_OF_A_VALUE = 7;

    private final Bounder bounder;
    private final List<Clause> clauses;
    private final Refuter refuter;
    private final Deadline deadline;

    InputBranching(Bounder bounder, List<Clause> clauses, Refuter refuter, Deadline deadline) {
        this.bounder = bounder;
        this.clauses = clauses;
        this.refuter = refuter;
        this.deadline = deadline;
    }

    /** A part that is open. */
    private record Part(Bounded bounded, double bound, int feature) {}

    Proof prove(Bounded whole) throws UnboundableException {
        PriorityQueue<Part> open = new PriorityQueue<>(Comparator.comparingDouble(Part::bound));
        long parts = 1;
        long mostParts = LARGEST_QUEUE / (NUMBERS_OF_A_VALUE * bounder.graph().values());
        Verdict first = judged(whole);
        if (first.part == null) {
            return new Proof(first.isRefuted ? Proof.Status.REFUTED : Proof.Status.PROVED, parts);
        }
        open.add(first.part);
        while (!open.isEmpty()) {
            Part part = open.remove();
            NodeBounds bounds = part.bounded().bounds();
            double middle = (bounds.low()[0][part.feature()] + bounds.high()[0][part.feature()]) / 2;
            boolean isPoint = middle <= bounds.low()[0][part.feature()] || middle >= bounds.high()[0][part.feature()];
            if (deadline.isOver() || isPoint || open.size() > mostParts) {
                return new Proof(Proof.Status.OPEN, parts);
            }
            for (int half = 0; half < 2; half++) {
                double[] low = bounds.low()[0].clone();
                double[] high = bounds.high()[0].clone();
                (half == 0 ? high : low)[part.feature()] = middle;
                Verdict verdict = judged(bounder.bounded(low, high, part.bounded()));
                parts++;
                if (verdict.isRefuted) {
                    return new Proof(Proof.Status.REFUTED, parts);
                }
                if (verdict.part != null) {
                    open.add(verdict.part);
                }
            }
        }
        return new Proof(Proof.Status.PROVED, parts);
    }

    private record Verdict(@Nullable Part part, boolean isRefuted) {}

    private Verdict judged(Bounded bounded) {
        LinearBounds found = bounder.linear(bounded, Clause.functions(clauses));
        double[] weights = new double[bounder.graph().inputs()];
        double least = Double.POSITIVE_INFINITY;
        double[] point = null;
        int row = 0;
        for (Clause clause : clauses) {
            double best = Double.NEGATIVE_INFINITY;
            int bestRow = row;
            for (Requirement requirement : clause.requirements()) {
                double margin = found.bounds()[row] - requirement.threshold();
                if (margin > best) {
                    best = margin;
                    bestRow = row;
                }
                row++;
            }
            if (!(best > 0)) {
                for (int i = 0; i < weights.length; i++) {
                    weights[i] += Math.abs(found.coefficients()[bestRow][i]);
                }
                if (best < least) {
                    least = best;
                    point = found.points()[bestRow];
                }
            }
        }
        if (point == null) {
            return new Verdict(null, false);
        }
        if (refuter.isCounterexample(point)) {
            return new Verdict(null, true);
        }
        double[] low = bounded.region().low();
        double[] high = bounded.region().high();
        double mean = Arrays.stream(weights).average().orElse(0);
        int widest = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (weights[i] + SHARE_OF_ALL * mean + Double.MIN_NORMAL) * (high[i] - low[i]);
            widest = weights[i] > weights[widest] ? i : widest;
        }
        return new Verdict(new Part(bounded, least, widest), false);
    }
}
