package org.robustness4j.assessment;

/**
 * How an assessment is made.
 *
 * @param isChecked whether it is checked that an attack would have found what is there: without, no limit of an adversary counts
 *     as met
 * @param stopsEarly whether an attack ends once the verdict is certain
 * @param triesEightBit whether broken samples are tried again as image files of eight bits
 */
public record AssessmentOptions(boolean isChecked, boolean stopsEarly, boolean triesEightBit) {

    /** Checked, on all samples. */
    public static final AssessmentOptions DEFAULT = new AssessmentOptions(true, false, false);
}
