package org.robustness4j.attack;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** The difference between an adversary and noise: what a result against an attack says about a model. */
@API(status = Status.STABLE, since = "0.1")
public enum AttackKind {
    /** The attack looks for the model's weak spots: a result speaks of robustness. */
    ADVERSARIAL,
    /** The attack is noise: a result speaks of corrupted data, never of robustness against an adversary. */
    CORRUPTION
}
