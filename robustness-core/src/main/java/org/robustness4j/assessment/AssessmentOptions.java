package org.robustness4j.assessment;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Options of an assessment.
 *
 * @param isChecked whether it is checked that an attack would have found what is there: without, no limit of an
 *     adversary counts as met
 * @param stopsEarly whether an attack ends once the verdict is certain
 * @param triesEightBit whether broken samples are tried again as image files of eight bits
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record AssessmentOptions(boolean isChecked, boolean stopsEarly, boolean triesEightBit) {

    /** Checked, on all samples. */
    public static final AssessmentOptions DEFAULT = new AssessmentOptions(true, false, false);
}
