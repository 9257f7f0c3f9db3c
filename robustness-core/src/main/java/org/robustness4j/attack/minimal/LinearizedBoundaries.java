package org.robustness4j.attack.minimal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.threat.Norm;

/**
 * The boundaries between a label and other classes, where the classifier is replaced by its linearisation at a point.
 */
final class LinearizedBoundaries {

    private final int label;
    private final int[] others;
    private final Norm norm;

    /**
     * Creates the boundaries between a label and other classes.
     *
     * @param norm how distances from the boundaries are measured
     */
    LinearizedBoundaries(int label, int[] others, Norm norm) {
        this.label = label;
        this.others = others;
        this.norm = norm;
    }

    /**
     * One boundary.
     *
     * @param normal the gradient of the other class's logit less the label's
     * @param gap by how much the other class has to gain on the label
     * @param slope by how much it gains on a step of size 1 at most
     */
    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    record Boundary(float[] normal, double gap, double slope) {

        /** How far it is to the boundary: without a slope there is none. */
        double distance() {
            return slope > 0 ? Math.abs(gap) / slope : Double.POSITIVE_INFINITY;
        }
    }

    /** For each boundary the function of the logits that is zero on it. */
    float[][] upstreams(int classes) {
        float[][] upstreams = new float[others.length][classes];
        for (int k = 0; k < others.length; k++) {
            upstreams[k][others[k]] = 1;
            upstreams[k][label] = -1;
        }
        return upstreams;
    }

    /**
     * The boundary that is nearest to a point.
     *
     * @param gradients one for each of the {@link #upstreams}, or none at all
     * @return of equally near ones the first, null when there is none
     */
    @Nullable
    Boundary nearest(float[] logits, float[][] gradients) {
        Boundary nearest = null;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < gradients.length; k++) {
            double gap = (double) logits[label] - logits[others[k]];
            Boundary boundary = new Boundary(gradients[k], gap, norm.dual().size(gradients[k]));
            if (boundary.distance() < least) {
                nearest = boundary;
                least = boundary.distance();
            }
        }
        return nearest;
    }
}
