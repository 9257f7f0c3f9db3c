package org.robustness4j.evaluation;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** The outcome of an attack on one sample. */
@API(status = Status.STABLE, since = "0.1")
public enum Outcome {
    /** The model is right on the clean sample, and stays right on the best the attack found. */
    ROBUST,
    /** It is proved that no point of the ball is what the adversary wants: of any wrong class, or of its target. */
    CERTIFIED,
    /** The attack found a point, inside the rules, at which the user's own model predicts what the adversary wants. */
    BROKEN,
    /** The model is wrong on the clean sample: never attacked, not robust. */
    ALREADY_WRONG,
    /** The label is the adversary's target: there is nothing to attack. */
    EXCLUDED,
    /** The attack returned a point outside the rules: a defect of the attack, always an error. */
    INVALID,
    /**
     * Nothing can be said: the attack saw a success that the user's own model does not confirm, or it was blind, every
     * gradient it was given being zero, or its time was up.
     */
    INCONCLUSIVE,
    /** Never attacked, because the verdict could not change any more; see {@link StoppingRule}. */
    NOT_NEEDED
}
