package org.robustness4j.evaluation;

import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;

/**
 * Whether the classifier that attacks see is the model that verifies them. An attack on another function would find little,
 * and a model that nobody attacked would look robust.
 */
record Agreement(Classifier classifier, int blockSize) {

    /** Two ways of computing a float32 network differ by some 1e-6 of its logits; closer predictions may differ. */
    private static final double TIE = 1e-4;

    /** @throws IllegalStateException if a clean prediction differs by more than rounding explains */
    void require(Samples samples, int[] cleanPredictions) {
        int differing = 0;
        int first = -1;
        for (int from = 0; from < samples.size(); from += blockSize) {
            int to = Math.min(samples.size(), from + blockSize);
            Matrix logits = classifier.logits(samples.inputs().rows(from, to));
            for (int i = from; i < to; i++) {
                if (differs(logits.row(i - from), cleanPredictions[i])) {
                    first = first < 0 ? samples.index(i) : first;
                    differing++;
                }
            }
        }
        if (differing > 0) {
            throw new IllegalStateException(
                    "The logits that attacks would follow predict other classes than the model's own"
                            + " output for " + differing + " of " + samples.size()
                            + " clean samples, the first of them sample "
                            + first
                            + "; an attack on them would say nothing about the model. Check a stored normaliser against the"
                            + " scale of the data; otherwise give the model as a Classifier of your own");
        }
    }

    private static boolean differs(float[] logits, int prediction) {
        double largest = Double.NEGATIVE_INFINITY;
        double size = 0;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
            size = Math.max(size, Math.abs(logit));
        }
        return largest - logits[prediction] > TIE * size;
    }
}
