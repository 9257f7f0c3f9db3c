package org.robustness4j.attack.loss.internal;

/** The probabilities of classes, computed in float64 with the largest logit subtracted. */
public final class Softmax {

    private Softmax() {}

    public static double[] of(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int j = 0; j < logits.length; j++) {
            probabilities[j] = StrictMath.exp(logits[j] - largest);
            sum += probabilities[j];
        }
        for (int j = 0; j < logits.length; j++) {
            probabilities[j] /= sum;
        }
        return probabilities;
    }
}
