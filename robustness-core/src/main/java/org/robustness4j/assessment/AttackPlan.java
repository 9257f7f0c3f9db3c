package org.robustness4j.assessment;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.threat.ThreatModel;

/**
 * An attack to run, and how.
 *
 * @param attack the attack
 * @param threatModel what the adversary may do and wants
 * @param images the number of fake images, where they are what is wanted; 0 otherwise
 * @param options seed, workers, budgets
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record AttackPlan(Attack attack, ThreatModel threatModel, int images, RunOptions options) {

    /** An attack on samples. */
    public AttackPlan(Attack attack, ThreatModel threatModel, RunOptions options) {
        this(attack, threatModel, 0, options);
    }
}
