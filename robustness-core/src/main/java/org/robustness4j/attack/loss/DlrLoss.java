package org.robustness4j.attack.loss;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.loss.internal.Logits;

/**
 * The difference of logits ratio (DLR), {@code (max_{j != y} z_j - z_y) / (z_(1) - z_(3))} with {@code z_(k)} the k-th
 * largest logit. Neither a shift nor a positive factor of all logits changes it.
 *
 * <p>Croce, Hein: Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks,
 * arXiv 2003.01690, equation 6. With two classes, where there is no third logit, it is the difference alone.
 */
@API(status = Status.STABLE, since = "0.1")
public final class DlrLoss implements Loss {

    /** Keeps the ratio finite where the three largest logits are equal. */
    public static final double SMALLEST_SPREAD = 1e-12;

    @Override
    public double value(float[] logits, int label) {
        double difference = (double) logits[Logits.largestBut(logits, label)] - logits[label];
        return difference / spread(logits, Logits.ranking(logits));
    }

    private static double spread(float[] logits, int[] ranking) {
        return logits.length < 3 ? 1 : (double) logits[ranking[0]] - logits[ranking[2]] + SMALLEST_SPREAD;
    }

    @Override
    public float[] gradient(float[] logits, int label) {
        float[] gradient = direction(logits, label);
        double spread = spread(logits, Logits.ranking(logits));
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] /= (float) spread;
        }
        return gradient;
    }

    /** The gradient times the spread: finite also where that vanishes. */
    @Override
    public float[] direction(float[] logits, int label) {
        int other = Logits.largestBut(logits, label);
        double[] gradient = new double[logits.length];
        gradient[other] += 1;
        gradient[label] -= 1;
        if (logits.length >= 3) {
            int[] ranking = Logits.ranking(logits);
            double ratio = value(logits, label);
            gradient[ranking[0]] -= ratio;
            gradient[ranking[2]] += ratio;
        }
        float[] direction = new float[gradient.length];
        for (int j = 0; j < direction.length; j++) {
            direction[j] = (float) gradient[j];
        }
        return direction;
    }

    @Override
    public String name() {
        return "DLR";
    }
}
