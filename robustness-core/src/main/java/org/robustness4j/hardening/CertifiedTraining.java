package org.robustness4j.hardening;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Training on the worst logits that intervals allow, so that what the model withstands can be proved: the mean of
 * {@code kappa l(z, y) + (1 - kappa) l(worst, y)}, where l is the cross-entropy, z are the logits of the sample, and worst
 * has the smallest value that the logit of the true label may have in the box of epsilon around the sample, and the
 * largest of the others.
 *
 * <p>Gowal et al.: On the effectiveness of interval bound propagation for training verifiably robust models, arXiv
 * 1810.12715, equation 12. Training begins with the samples alone; then epsilon grows from 0, and kappa falls from 1, both
 * evenly; then they stay.
 *
 * <p>With {@link #smallBoxes} the boxes are parts of the ball, each around a point at which an attack finds the model
 * weak: M&uuml;ller, Eckert, Fischer, Vechev: Certified training: small boxes are all you need, arXiv 2210.04871. Clean and
 * certified accuracy are higher then, and proofs take longer, for fewer of them are found by intervals alone. The plain
 * loss is then the one at that point.
 *
 * <p>It is for LINF, and for networks of dense and convolutional layers that end in a softmax, with rectifiers, or other
 * monotone activations right behind a layer with weights, and pooling, without batch normalisation and dropout; others are
 * an error that names the operation. An epoch costs about three epochs of plain training; with small boxes four steps of
 * PGD come on top.
 *
 * @param kappa the share of the plain loss in the end, from 0 to 1
 * @param warmUpEpochs how long training looks at the samples alone
 * @param rampEpochs in how many epochs epsilon grows
 * @param boxShare the size of the boxes as a share of epsilon, above 0; 1 for the whole ball
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record CertifiedTraining(double kappa, double warmUpEpochs, double rampEpochs, double boxShare)
        implements HardeningMethod {

    private static final double DEFAULT_KAPPA = 0.5;

    /**
     * All settings.
     *
     * @throws IllegalArgumentException if kappa is not between 0 and 1, the share of the boxes is not above 0 and at most
     *     1, or a number of epochs is negative
     */
    public CertifiedTraining {
        if (!(kappa >= 0 && kappa <= 1)) {
            throw new IllegalArgumentException("Kappa is a share of the loss, from 0 to 1, but is " + kappa);
        }
        if (!(boxShare > 0 && boxShare <= 1)) {
            throw new IllegalArgumentException(
                    "Boxes are a share of epsilon, above 0 and at most 1, but the share is " + boxShare);
        }
        requireEpochs("Warm-up takes", warmUpEpochs);
        requireEpochs("Epsilon grows for", rampEpochs);
    }

    private static void requireEpochs(String what, double epochs) {
        if (!(epochs >= 0) || Double.isInfinite(epochs)) {
            throw new IllegalArgumentException(what + " a number of epochs from 0, not " + epochs);
        }
    }

    /** With boxes as large as the ball. */
    public CertifiedTraining(double kappa, double warmUpEpochs, double rampEpochs) {
        this(kappa, warmUpEpochs, rampEpochs, 1);
    }

    /** With half of the loss plain in the end, as in the paper. */
    public CertifiedTraining(double warmUpEpochs, double rampEpochs) {
        this(DEFAULT_KAPPA, warmUpEpochs, rampEpochs);
    }

    /** One epoch of warm-up in twelve, and half of all for epsilon to grow. */
    public static CertifiedTraining in(int epochs) {
        return new CertifiedTraining(epochs / 12.0, epochs / 2.0);
    }

    /**
     * With smaller boxes, in a ball that is as large as before.
     *
     * @param share of epsilon, above 0 and at most 1; the paper takes 0.4 for MNIST at 0.1
     * @throws IllegalArgumentException if it is outside
     */
    public CertifiedTraining smallBoxes(double share) {
        return new CertifiedTraining(kappa, warmUpEpochs, rampEpochs, share);
    }

    /**
     * Epsilon as a share of its full size.
     *
     * @param epochs how many epochs of training are done, with the part of the one under way
     */
    double epsilonShare(double epochs) {
        double grown = epochs - warmUpEpochs;
        return rampEpochs == 0 ? (grown >= 0 ? 1 : 0) : Math.max(0, Math.min(1, grown / rampEpochs));
    }

    /** The share of the plain loss, when epsilon has reached a share. */
    double plainShare(double epsilonShare) {
        return 1 - (1 - kappa) * epsilonShare;
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("kappa", kappa);
        parameters.put("warmUpEpochs", warmUpEpochs);
        parameters.put("rampEpochs", rampEpochs);
        parameters.put("boxShare", boxShare);
        return parameters;
    }
}
