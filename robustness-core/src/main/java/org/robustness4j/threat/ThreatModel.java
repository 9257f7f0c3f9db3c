package org.robustness4j.threat;

import org.robustness4j.data.Domain;

/**
 * What the adversary may do and wants.
 *
 * @param goal what the adversary wants
 * @param target the class wanted when the goal is {@link Goal#TARGETED}, {@link #NO_TARGET} otherwise
 * @param perturbation how far the adversary may go
 * @param domain the values a sample may take
 */
public record ThreatModel(Goal goal, int target, Perturbation perturbation, Domain domain) {

    /** The target of a goal that has none. */
    public static final int NO_TARGET = -1;

    /** @throws IllegalArgumentException if a target is missing, or given without need */
    public ThreatModel {
        if (goal == Goal.TARGETED && target < 0) {
            throw new IllegalArgumentException("The goal TARGETED needs a target, a class from 0, but "
                    + (target == NO_TARGET ? "there is none" : "it is " + target) + "; add one");
        }
        if (goal != Goal.TARGETED && target != NO_TARGET) {
            throw new IllegalArgumentException("The goal " + goal + " has no target class, but the target is " + target
                    + "; leave it out, or ask for the goal TARGETED");
        }
    }

    /**
     * Checks that the ball is not larger than the domain, in which case it would limit nothing.
     *
     * @throws IllegalArgumentException if it is
     */
    public void requireLimits() {
        if (perturbation instanceof Perturbation.Ball ball
                && ball.norm() == Norm.LINF
                && ball.epsilon() > domain.width()) {
            throw new IllegalArgumentException("Epsilon is " + ball.epsilon() + ", but the range " + domain
                    + " is only " + domain.width()
                    + " wide, so that it limits nothing; epsilon is in the units of the range:"
                    + " for pixels divided by 255 write 8 / 255.0, not 8");
        }
    }

    /** Any wrong class, within a ball. */
    public static ThreatModel untargeted(Norm norm, double epsilon, Domain domain) {
        return new ThreatModel(Goal.UNTARGETED, NO_TARGET, new Perturbation.Ball(norm, epsilon), domain);
    }

    /** One class, within a ball. */
    public static ThreatModel targeted(int target, Norm norm, double epsilon, Domain domain) {
        return new ThreatModel(Goal.TARGETED, target, new Perturbation.Ball(norm, epsilon), domain);
    }

    /** Whether a sample of this label, predicted as this class, is one the adversary can succeed on. */
    public boolean isAttackable(int label, int cleanPrediction) {
        return label == cleanPrediction && label != target;
    }

    /** Whether a prediction for a sample of this label is what the adversary wants. */
    public boolean isReached(int label, int prediction) {
        return goal == Goal.TARGETED ? prediction == target : prediction != label;
    }

    /** The points that the adversary may turn a clean sample into. */
    public FeasibleRegion around(float[] clean) {
        return new FeasibleRegion(clean, perturbation, domain);
    }
}
