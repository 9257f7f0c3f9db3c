package org.robustness4j.hardening;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Training that keeps the gradient of the loss with respect to the input small: the mean over the samples of
 * {@code l(x) + lambda * |grad_x l(x)|_2^2}, where l is the cross-entropy of the true label.
 *
 * <p>Ross, Doshi-Velez: Improving the adversarial robustness and interpretability of deep neural networks by
 * regularizing their input gradients, arXiv 1711.09404. The gradient of the penalty with respect to the weights would
 * need derivatives of derivatives; it is taken from the difference {@code (l(x + h d) - l(x)) / h} instead, whose
 * square approximates the penalty, where d is the unit vector along the gradient and is not differentiated: Finlay,
 * Oberman, Scaleable input gradient regularization for adversarial robustness, arXiv 1905.11468, equation 9.
 *
 * <p>The direction d is that of the model in inference mode, the difference that of training mode: with batch
 * normalisation the two differ a little, with dropout or weight noise too much, which is an error.
 *
 * <p>It costs one input gradient and two samples of training for each sample, whatever the number of steps of an
 * attack.
 *
 * @param lambda the weight of the penalty; 0 is plain training
 * @param h the length of the difference in L2, in the data's own units. The smaller, the closer to the gradient, until
 *     the float32 logits of the two points no longer differ; the larger, the more of the neighbourhood counts
 */
@API(status = Status.STABLE, since = "0.1")
public record GradientRegularization(double lambda, double h) implements HardeningMethod {

    private static final double DEFAULT_H = 0.1;

    /** @throws IllegalArgumentException if lambda is negative or h not positive, or either is not finite */
    public GradientRegularization {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("Lambda weighs a penalty and must be a number from 0, but is " + lambda);
        }
        if (!(h > 0) || Double.isInfinite(h)) {
            throw new IllegalArgumentException(
                    "The length h of a difference must be a positive number, in the units of the" + " data, but is "
                            + h);
        }
    }

    /** A difference of the length 0.1. */
    public GradientRegularization(double lambda) {
        this(lambda, DEFAULT_H);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("lambda", lambda);
        parameters.put("h", h);
        return parameters;
    }
}
