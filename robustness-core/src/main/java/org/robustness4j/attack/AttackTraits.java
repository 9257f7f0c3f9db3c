package org.robustness4j.attack;

import java.io.Serializable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What kind of attack one is: what it follows of the model, how it treats the distance from the clean sample, and
 * whether it is an adversary at all.
 *
 * <p>The access to the model is classified as in Brendel, Rauber, Bethge: Decision-based adversarial attacks, arXiv
 * 1712.04248.
 *
 * @param access what of the model the attack follows
 * @param budget how far from the clean sample the attack may go, and who decides
 * @param kind whether the attack is an adversary or a corruption
 */
@API(status = Status.STABLE, since = "0.1")
public record AttackTraits(ModelAccess access, Budget budget, AttackKind kind) implements Serializable {

    /**
     * An adversary that follows gradients inside a ball of radius epsilon, such as PGD: what every attack is unless it
     * says otherwise.
     */
    public static final AttackTraits GRADIENT_ATTACK =
            new AttackTraits(ModelAccess.GRADIENTS, Budget.FIXED_EPSILON, AttackKind.ADVERSARIAL);

    /** An adversary that looks at logits alone, inside a ball of radius epsilon, such as Square. */
    public static final AttackTraits SCORE_ATTACK = GRADIENT_ATTACK.with(ModelAccess.SCORES);

    /** An adversary that looks at predicted classes alone, inside a ball of radius epsilon. */
    public static final AttackTraits DECISION_ATTACK = GRADIENT_ATTACK.with(ModelAccess.DECISIONS);

    /** Noise inside a ball of radius epsilon: it follows nothing of the model. */
    public static final AttackTraits CORRUPTION =
            new AttackTraits(ModelAccess.DECISIONS, Budget.FIXED_EPSILON, AttackKind.CORRUPTION);

    /** How an attack treats the distance from the clean sample. */
    @API(status = Status.STABLE, since = "0.1")
    public enum Budget {
        /** The attack searches a ball: it cannot run without an epsilon. */
        FIXED_EPSILON,
        /**
         * The attack runs with or without an epsilon; without one it limits or reports distances by means of its own.
         */
        OPTIONAL_EPSILON,
        /**
         * The attack minimises the distance of a success. One run tells for every epsilon whether it is enough; where
         * the threat model has a ball, points outside of it are no success.
         */
        MINIMAL_DISTANCE
    }

    /** The same traits with another access to the model. */
    public AttackTraits with(ModelAccess newAccess) {
        return new AttackTraits(newAccess, budget, kind);
    }

    /** The same traits with another budget. */
    public AttackTraits with(Budget newBudget) {
        return new AttackTraits(access, newBudget, kind);
    }

    /**
     * The traits of an attack made of two: it follows what either follows, needs an epsilon if either does, minimises
     * only if both do, and is an adversary if either is.
     */
    public AttackTraits and(AttackTraits other) {
        return new AttackTraits(first(access, other.access), first(budget, other.budget), first(kind, other.kind));
    }

    private static <E extends Enum<E>> E first(E one, E other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Whether the attack cannot run without an epsilon. */
    public boolean needsEpsilon() {
        return budget == Budget.FIXED_EPSILON;
    }

    /** Whether the attack looks for the nearest success instead of for any in a ball. */
    public boolean isMinimal() {
        return budget == Budget.MINIMAL_DISTANCE;
    }
}
