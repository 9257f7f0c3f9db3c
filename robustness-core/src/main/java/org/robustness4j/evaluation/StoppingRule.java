package org.robustness4j.evaluation;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Ends an evaluation before all samples are attacked. {@link
 * org.robustness4j.verdict.SuccessRateLimits#stopsOnceCertain()} is the rule that ends it when the verdict cannot
 * change any more.
 */
@API(status = Status.STABLE, since = "0.1")
public interface StoppingRule {

    /** Never: all samples are attacked. */
    StoppingRule NEVER = soFar -> false;

    /**
     * Whether no more samples need to be attacked. It is asked after every few blocks of samples.
     *
     * @param soFar the evaluation, with the samples that the attack has not come to as {@link Outcome#NOT_NEEDED}
     */
    boolean isEnough(AttackEvaluation soFar);
}
