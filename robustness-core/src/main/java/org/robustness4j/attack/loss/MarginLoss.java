package org.robustness4j.attack.loss;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.loss.internal.Logits;

/**
 * By how much the best other class exceeds the label, {@code max_{j != y} z_j - z_y}: positive as soon as the model is
 * wrong.
 *
 * <p>Carlini, Wagner: Towards evaluating the robustness of neural networks, arXiv 1608.04644, f6 without its ceiling. A
 * constant added to all logits changes nothing, however large it is.
 */
@API(status = Status.STABLE, since = "0.1")
public final class MarginLoss implements Loss {

    @Override
    public double value(float[] logits, int label) {
        return (double) logits[Logits.largestBut(logits, label)] - logits[label];
    }

    @Override
    public float[] gradient(float[] logits, int label) {
        float[] gradient = new float[logits.length];
        gradient[Logits.largestBut(logits, label)] = 1;
        gradient[label] = -1;
        return gradient;
    }
}
