package org.robustness4j.attack.gradient;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The fast gradient sign method: one step of size epsilon from the clean sample. In L2 and L1 the step follows the
 * steepest direction of that norm.
 *
 * <p>Goodfellow, Shlens, Szegedy: Explaining and harnessing adversarial examples, arXiv 1412.6572, section 4. A weak
 * attack: good for a first look, not for a verdict.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Fgsm extends ProjectedGradientAttack {

    /** One step of epsilon. */
    public Fgsm() {
        super(1, StepSize.ofEpsilon(1), false);
    }
}
