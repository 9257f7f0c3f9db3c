package org.robustness4j.attack;

/** What a result against an attack says about a model. */
public enum AttackKind {
    /** The attack looks for the model's weak spots: a result speaks of robustness. */
    ADVERSARIAL,
    /** The attack is noise: a result speaks of corrupted data, never of robustness against an adversary. */
    CORRUPTION
}
