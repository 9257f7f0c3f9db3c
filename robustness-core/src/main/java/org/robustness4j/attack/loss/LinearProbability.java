package org.robustness4j.attack.loss;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.loss.internal.Softmax;

/**
 * A loss that is linear in the probabilities, {@code 16.118 * (1 - p_y + sum_{j != y} p_j) / classes}.
 *
 * <p>It is what the fake images of Shusen Wang's "Data Evasion Attacks" descend on: binary cross-entropy with its two
 * arguments swapped, so that the logarithm is taken of the one-hot label, whose zeros are clipped to 1e-7, and not of
 * the prediction; 16.118 is {@code -log(1e-7)}. Since probabilities sum to 1 it equals {@code 2 * 16.118 * (1 - p_y) /
 * classes}. Its gradient is largest where {@code p_y} is one half and vanishes where the model is sure, right or wrong:
 * good for growing a likely class from noise, useless against a model that is sure of another one.
 */
@API(status = Status.STABLE, since = "0.1")
public final class LinearProbability implements Loss {

    private static final double SCALE = -StrictMath.log(1e-7);

    @Override
    public double value(float[] logits, int label) {
        return 2 * SCALE * others(Softmax.of(logits), label) / logits.length;
    }

    /** {@code dp_y / dz_j = p_y * (e_y - p)_j}. */
    @Override
    public float[] gradient(float[] logits, int label) {
        double[] probabilities = Softmax.of(logits);
        double factor = 2 * SCALE * probabilities[label] / logits.length;
        float[] gradient = new float[logits.length];
        for (int j = 0; j < logits.length; j++) {
            gradient[j] = (float) (factor * (j == label ? -others(probabilities, label) : probabilities[j]));
        }
        return gradient;
    }

    private static double others(double[] probabilities, int label) {
        double sum = 0;
        for (int j = 0; j < probabilities.length; j++) {
            sum += j == label ? 0 : probabilities[j];
        }
        return sum;
    }
}
