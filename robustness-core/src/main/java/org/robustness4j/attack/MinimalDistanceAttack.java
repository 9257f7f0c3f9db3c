package org.robustness4j.attack;

import java.util.EnumSet;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackTraits.Budget;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;

/**
 * An attack that looks for the nearest adversarial point. It needs no epsilon; where the threat model has a ball, its
 * norm is what is minimised, and only points in it are successes.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public abstract class MinimalDistanceAttack extends Attack {

    private final Norm norm;
    private final Set<Norm> supported;

    /**
     * Sets how distance is measured.
     *
     * @param norm what is minimised where the threat model has no ball
     * @param supported what can be minimised
     * @throws IllegalArgumentException if the norm is not among them
     */
    protected MinimalDistanceAttack(Norm norm, Norm... supported) {
        this.norm = norm;
        // in an order that is the same in every process: the cache knows an attack by its fields
        this.supported = EnumSet.copyOf(Set.of(supported));
        requireSupported(norm);
    }

    private void requireSupported(Norm asked) {
        if (!supported.contains(asked)) {
            throw new IllegalArgumentException(name() + " looks for the nearest point in " + supported
                    + ", but the norm is " + asked + "; ask for one of those");
        }
    }

    /** How distance is measured on a sample: by the threat model's norm if it has a ball. */
    protected final Norm norm(AttackedSample sample) {
        Norm asked = sample.threatModel().perturbation() instanceof Ball ball ? ball.norm() : norm;
        requireSupported(asked);
        return asked;
    }

    /** What is minimised where the threat model has no ball. */
    public final Norm defaultNorm() {
        return norm;
    }

    /** What of the model the attack follows on its way to the nearest success; gradients unless overridden. */
    protected ModelAccess access() {
        return ModelAccess.GRADIENTS;
    }

    /** An adversary that minimises the distance of a success. */
    @Override
    public final AttackTraits traits() {
        return AttackTraits.GRADIENT_ATTACK.with(Budget.MINIMAL_DISTANCE).with(access());
    }
}
