package org.robustness4j.attack.loss;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.loss.internal.Softmax;

/**
 * The negative logarithm of the softmax probability of the label, {@code log(sum_j exp(z_j)) - z_y}.
 *
 * <p>Its gradient is {@code p - e_y}. Computed like that it is exactly zero in float32 as soon as the other classes
 * share less than 6e-8, and an attack stands still on the samples that the model is surest of. Divided by {@code 1 -
 * p_y}, which changes no direction, it is -1 for the label and the softmax over the other logits for the rest, and
 * never vanishes.
 */
@API(status = Status.STABLE, since = "0.1")
public final class CrossEntropy implements Loss {

    @Override
    public double value(float[] logits, int label) {
        double largest = logits[label];
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += StrictMath.exp(logit - largest);
        }
        return StrictMath.log(sum) + largest - logits[label];
    }

    @Override
    public float[] gradient(float[] logits, int label) {
        double[] probabilities = Softmax.of(logits);
        float[] direction = direction(logits, label);
        double others = 0;
        for (int j = 0; j < logits.length; j++) {
            others += j == label ? 0 : probabilities[j];
        }
        for (int j = 0; j < logits.length; j++) {
            direction[j] *= (float) others;
        }
        return direction;
    }

    @Override
    public float[] direction(float[] logits, int label) {
        double largestOther = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < logits.length; j++) {
            if (j != label) {
                largestOther = Math.max(largestOther, logits[j]);
            }
        }
        double sum = 0;
        for (int j = 0; j < logits.length; j++) {
            sum += j == label ? 0 : StrictMath.exp(logits[j] - largestOther);
        }
        float[] direction = new float[logits.length];
        for (int j = 0; j < logits.length; j++) {
            direction[j] = j == label ? -1 : (float) (StrictMath.exp(logits[j] - largestOther) / sum);
        }
        return direction;
    }
}
