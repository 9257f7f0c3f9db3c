package org.robustness4j.hardening;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.internal.runner.InnerMaximization;
import org.robustness4j.hardening.HardenedModel.EpochRecord;

/**
 * Training on the worst point that an attack finds around each sample: the minimum over the weights of the mean of
 * {@code max over |delta| <= epsilon of l(x + delta, y)}, where l is the cross-entropy and y the true label.
 *
 * <p>Madry, Makelov, Schmidt, Tsipras, Vladu: Towards deep learning models resistant to adversarial attacks, arXiv
 * 1706.06083, equation 2.1. The attack sees the model in inference mode: it has to find what fools the model as it will
 * be used, and a random or batch-dependent model would give it gradients of something else. The step on the weights
 * runs in training mode, as any training does.
 *
 * <p>Of the points that the attack shows to the model, the worst is the one with the largest margin of a wrong class.
 *
 * <p>With {@link #trades} the loss is the clean cross-entropy plus beta times the divergence of the predictions at the
 * worst point from those at the clean one.
 */
@API(status = Status.STABLE, since = "0.1")
public final class AdversarialTraining implements HardeningMethod {

    private final Attack attack;
    private final double share;
    private final double warmUpEpochs;
    private final double beta;
    private final @Nullable GradientRegularization regularization;

    private AdversarialTraining(
            Attack attack,
            double share,
            double warmUpEpochs,
            double beta,
            @Nullable GradientRegularization regularization) {
        this.attack = attack;
        this.share = share;
        this.warmUpEpochs = warmUpEpochs;
        this.beta = beta;
        this.regularization = regularization;
    }

    /** PGD with 7 steps of epsilon / 4 from one random point, on all samples. */
    public AdversarialTraining() {
        this(new Pgd(7, StepSize.ofEpsilon(0.25), 1), 1, 0, 0, null);
    }

    /**
     * One step of 1.25 epsilon along the sign of the gradient from a random point: Wong, Rice, Kolter, Fast is better
     * than free, arXiv 2001.03994. It costs a quarter of PGD with 7 steps, and can collapse: the model learns to fool
     * the single step instead of withstanding attacks. Robust accuracy on held-out samples shows it, see {@link
     * EpochRecord#collapsed}.
     */
    public static AdversarialTraining fast() {
        return new AdversarialTraining().attackedBy(new Pgd(1, StepSize.ofEpsilon(1.25), 1));
    }

    /**
     * With another attack as the inner maximisation, on the true labels.
     *
     * @throws IllegalArgumentException if it does not search a ball
     */
    public AdversarialTraining attackedBy(Attack newAttack) {
        InnerMaximization.requireBall(newAttack);
        return new AdversarialTraining(newAttack, share, warmUpEpochs, beta, regularization);
    }

    /**
     * With clean samples among the attacked ones: Goodfellow, Shlens, Szegedy, arXiv 1412.6572, section 6, take a half.
     *
     * @param newShare the share of attacked samples in each batch, above 0 and at most 1
     * @throws IllegalArgumentException if it is outside
     */
    public AdversarialTraining share(double newShare) {
        if (!(newShare > 0 && newShare <= 1)) {
            throw new IllegalArgumentException(
                    "The share of adversarial samples is above 0 and at most 1, but is " + newShare);
        }
        return new AdversarialTraining(attack, newShare, warmUpEpochs, beta, regularization);
    }

    /**
     * With an epsilon that grows evenly from 0 in the first epochs. Networks that fail to learn anything at a large
     * epsilon often learn from small ones first.
     *
     * @throws IllegalArgumentException if the number of epochs is negative or not finite
     */
    public AdversarialTraining warmUp(double epochs) {
        if (!(epochs >= 0) || Double.isInfinite(epochs)) {
            throw new IllegalArgumentException("Epsilon grows for a number of epochs from 0, not for " + epochs);
        }
        return new AdversarialTraining(attack, share, epochs, beta, regularization);
    }

    /**
     * With the loss {@code l(x, y) + beta * KL(p(x) || p(x + delta))}: Zhang, Yu, Jiao, Xing, El Ghaoui, Jordan,
     * Theoretically principled trade-off between robustness and accuracy, arXiv 1901.08573, equation 5. The worst point
     * is that of this training's attack, which follows the cross-entropy of the true label, not the divergence.
     *
     * @param newBeta the weight of the divergence, 0 for none; the paper takes 1 to 6
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public AdversarialTraining trades(double newBeta) {
        if (!(newBeta >= 0) || Double.isInfinite(newBeta)) {
            throw new IllegalArgumentException(
                    "Beta weighs a divergence and must be a number from 0, but is " + newBeta);
        }
        return new AdversarialTraining(attack, share, warmUpEpochs, newBeta, regularization);
    }

    /** With the penalty of a gradient regularisation at the points that are trained on. */
    public AdversarialTraining regularizedBy(GradientRegularization newRegularization) {
        return new AdversarialTraining(attack, share, warmUpEpochs, beta, newRegularization);
    }

    /** The inner maximisation. */
    public Attack attack() {
        return attack;
    }

    /** The share of attacked samples in each batch. */
    public double share() {
        return share;
    }

    /** In how many epochs epsilon grows to its full size. */
    public double warmUpEpochs() {
        return warmUpEpochs;
    }

    /** The weight of the divergence, 0 for the plain loss at the worst point. */
    public double beta() {
        return beta;
    }

    /** The penalty on input gradients, if there is one. */
    public Optional<GradientRegularization> regularization() {
        return Optional.ofNullable(regularization);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("attack", attack.name());
        attack.parameters().forEach((name, value) -> parameters.put("attack." + name, value));
        parameters.put("share", share);
        parameters.put("warmUpEpochs", warmUpEpochs);
        parameters.put("beta", beta);
        regularization().ifPresent(penalty -> parameters.putAll(penalty.parameters()));
        return parameters;
    }
}
