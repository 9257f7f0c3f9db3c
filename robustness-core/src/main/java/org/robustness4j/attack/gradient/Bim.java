package org.robustness4j.attack.gradient;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The basic iterative method: steps of steepest ascent from the clean sample, projected into the ball.
 *
 * <p>Kurakin, Goodfellow, Bengio: Adversarial examples in the physical world, arXiv 1607.02533, section 2.2.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Bim extends ProjectedGradientAttack {

    /** 40 steps of epsilon / 4. */
    public Bim() {
        this(40, StepSize.ofEpsilon(0.25));
    }

    /** @throws IllegalArgumentException if {@code steps} is less than 1 */
    public Bim(int steps, StepSize stepSize) {
        super(steps, stepSize, false);
    }
}
