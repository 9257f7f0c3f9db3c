package org.robustness4j.evaluation;

/** When an evaluation ends before all samples are attacked. */
public interface StoppingRule {

    /** All samples are attacked. */
    StoppingRule NEVER = soFar -> false;

    /**
     * Whether no more samples need to be attacked. It is asked after every few blocks of samples.
     *
     * @param soFar the evaluation, with the samples that the attack has not come to as {@link Outcome#NOT_NEEDED}
     */
    boolean isEnough(AttackEvaluation soFar);
}
