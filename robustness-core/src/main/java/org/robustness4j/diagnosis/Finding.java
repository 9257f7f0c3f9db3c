package org.robustness4j.diagnosis;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The finding of one check of a model or an attack.
 *
 * @param check the name of the check, such as {@code zero-gradients}
 * @param severity what it means for a verdict
 * @param message what was measured and, where something is wrong, what to do, for people
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Finding(String check, Severity severity, String message) {

    /** The consequence of a finding for a verdict. */
    public enum Severity {
        /** Nothing is wrong. */
        OK,
        /** Worth knowing; verdicts stand. */
        NOTE,
        /** The attack may have failed for another reason than robustness: no limit counts as met. */
        DOUBT
    }

    /** A check that found nothing wrong. */
    @API(status = Status.INTERNAL, since = "0.1")
    public static Finding ok(String check, String message) {
        return new Finding(check, Severity.OK, message);
    }

    /** A check that found something worth knowing, which leaves verdicts as they are. */
    @API(status = Status.INTERNAL, since = "0.1")
    public static Finding note(String check, String message) {
        return new Finding(check, Severity.NOTE, message);
    }

    /** A check that found a reason not to believe that a limit is met. */
    @API(status = Status.INTERNAL, since = "0.1")
    public static Finding doubt(String check, String message) {
        return new Finding(check, Severity.DOUBT, message);
    }

    /**
     * A doubt, or nothing wrong.
     *
     * @param isDoubt which of the two
     * @param measured what was measured, which is all of the message where nothing is wrong
     * @param meaning why it is a reason for doubt, and what to do
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public static Finding of(String check, boolean isDoubt, String measured, String meaning) {
        return isDoubt ? doubt(check, measured + ": " + meaning) : ok(check, measured);
    }
}
