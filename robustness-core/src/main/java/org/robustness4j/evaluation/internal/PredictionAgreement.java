package org.robustness4j.evaluation.internal;

import org.robustness4j.attack.loss.internal.LogitSpread;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;

/**
 * Whether the classifier that attacks see is the model that verifies them. An attack on another function would find
 * little, and a model that nobody attacked would look robust.
 */
record PredictionAgreement(Classifier classifier, int blockSize) {

    /**
     * Two ways of computing a float32 network differ by some 1e-6 of its leading logits; closer predictions may differ.
     */
    private static final double TIE = 1e-4;

    /** @throws IllegalStateException if a clean prediction differs by more than rounding explains */
    void require(Samples samples, int[] cleanPredictions) {
        int differing = 0;
        int first = -1;
        LogitSpread scale = new LogitSpread(0);
        for (int from = 0; from < samples.size(); from += blockSize) {
            int to = Math.min(samples.size(), from + blockSize);
            Matrix logits = classifier.logits(samples.inputs().rows(from, to));
            LogitSpread here = LogitSpread.of(logits);
            scale = here.spread() > scale.spread() ? here : scale;
            for (int i = from; i < to; i++) {
                float largest = logits.get(i - from, logits.argMax(i - from));
                if (scale.differ(largest, logits.get(i - from, cleanPredictions[i]), TIE)) {
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
}
