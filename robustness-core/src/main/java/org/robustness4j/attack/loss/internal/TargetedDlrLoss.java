package org.robustness4j.attack.loss.internal;

import org.robustness4j.attack.loss.DlrLoss;

/**
 * The targeted difference of logits ratio, {@code (z_t - z_y) / (z_(1) - (z_(3) + z_(4)) / 2)}: it grows as the target
 * overtakes the label. With fewer than four classes it is the difference alone.
 *
 * <p>Croce, Hein, arXiv 2003.01690, equation 7.
 *
 * @param label the class to leave
 * @param target the class to reach
 */
public record TargetedDlrLoss(int label, int target) implements AdversarialLoss {

    @Override
    public double value(float[] logits) {
        return ((double) logits[target] - logits[label]) / spread(logits, Logits.ranking(logits));
    }

    private static double spread(float[] logits, int[] ranking) {
        return logits.length < 4
                ? 1
                : logits[ranking[0]] - ((double) logits[ranking[2]] + logits[ranking[3]]) / 2 + DlrLoss.SMALLEST_SPREAD;
    }

    /** The gradient times the spread: finite also where that vanishes. */
    @Override
    public float[] direction(float[] logits) {
        double[] gradient = new double[logits.length];
        gradient[target] += 1;
        gradient[label] -= 1;
        if (logits.length >= 4) {
            int[] ranking = Logits.ranking(logits);
            double ratio = ((double) logits[target] - logits[label]) / spread(logits, ranking);
            gradient[ranking[0]] -= ratio;
            gradient[ranking[2]] += ratio / 2;
            gradient[ranking[3]] += ratio / 2;
        }
        float[] direction = new float[gradient.length];
        for (int j = 0; j < direction.length; j++) {
            direction[j] = (float) gradient[j];
        }
        return direction;
    }
}
