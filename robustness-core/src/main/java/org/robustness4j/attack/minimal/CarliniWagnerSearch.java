package org.robustness4j.attack.minimal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceSearch;
import org.robustness4j.attack.loss.internal.Logits;
import org.robustness4j.threat.Norm;

/**
 * The attack of Carlini and Wagner on one sample. Distances and gradients are measured in widths of the range, or in
 * epsilons where that is smaller.
 */
final class CarliniWagnerSearch extends MinimalDistanceSearch {

    private static final double GROWTH = 10;

    /** As a share of the first: Adam moves every feature by about its rate in each step, until the last. */
    private static final double LAST_RATE = 0.01;

    /** Less improvement than this share, in a tenth of the steps, is none. */
    private static final double IMPROVEMENT = 1e-4;

    private final int searchSteps;
    private final int steps;
    private final double rate;
    private final double confidence;
    private final double width;
    private final int target;
    private double constant;
    private double tooSmall;
    private double sufficient = Double.POSITIVE_INFINITY;
    private boolean reached;
    private int searched;
    private int taken;
    private double lowest = Double.POSITIVE_INFINITY;
    private double lowestBefore = Double.POSITIVE_INFINITY;
    private Adam adam;
    private float[] point;

    CarliniWagnerSearch(
            AttackedSample sample,
            int target,
            int searchSteps,
            int steps,
            double rate,
            double initialConstant,
            double confidence) {
        super(sample, Norm.L2);
        this.searchSteps = searchSteps;
        this.steps = steps;
        this.rate = rate;
        this.confidence = confidence;
        this.width = scale();
        this.target = target;
        this.constant = initialConstant;
        this.adam = new Adam(clean().length, rate);
        this.point = clean();
    }

    @Override
    public float @Nullable [] next() {
        return searched == searchSteps ? null : point;
    }

    /** Where the margin is reached the distance alone counts. */
    @Override
    public float[][] wanted(float[] logits) {
        if (taken == steps || sample().margin(logits) > confidence) {
            return new float[0][];
        }
        float[] upstream = new float[logits.length];
        upstream[target] = 1;
        upstream[Logits.largestBut(logits, target)] = -1;
        return new float[][] {upstream};
    }

    private double missing(float[] logits) {
        double margin = (double) logits[target] - logits[Logits.largestBut(logits, target)];
        return sample().margin(logits) > confidence ? 0 : Math.max(0, confidence - margin);
    }

    @Override
    public void observe(float[] seen, float[] logits, float[][] gradients) {
        double distance = distance(seen) / width;
        reached |= sample().margin(logits) > confidence;
        lowest = Math.min(lowest, distance * distance + constant * missing(logits));
        taken++;
        boolean atCheckpoint = taken % Math.max(1, steps / 10) == 0;
        if (taken > steps || (atCheckpoint && !(lowest < lowestBefore * (1 - IMPROVEMENT)))) {
            nextConstant();
            return;
        }
        lowestBefore = atCheckpoint ? lowest : lowestBefore;
        point = adam.step(seen, slope(seen, gradients), width * CosineSchedule.at(1, LAST_RATE, taken, steps));
    }

    private double[] slope(float[] seen, float[][] gradients) {
        double[] slope = new double[seen.length];
        for (int i = 0; i < slope.length; i++) {
            double pull = 2 * ((double) seen[i] - clean()[i]) / width;
            slope[i] = pull - (gradients.length == 0 ? 0 : constant * width * gradients[0][i]);
        }
        return slope;
    }

    private void nextConstant() {
        if (reached) {
            sufficient = Math.min(sufficient, constant);
        } else {
            tooSmall = Math.max(tooSmall, constant);
        }
        constant = sufficient < Double.POSITIVE_INFINITY ? (tooSmall + sufficient) / 2 : constant * GROWTH;
        searched++;
        taken = 0;
        reached = false;
        lowest = Double.POSITIVE_INFINITY;
        lowestBefore = Double.POSITIVE_INFINITY;
        adam = new Adam(clean().length, rate);
        point = clean();
    }
}
