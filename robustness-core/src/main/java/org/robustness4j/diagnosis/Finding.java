package org.robustness4j.diagnosis;

/**
 * What one check found.
 *
 * @param check the name of the check, such as {@code zero-gradients}
 * @param severity what it means for a verdict
 * @param message what was measured and, where something is wrong, what to do, for people
 */
public record Finding(String check, Severity severity, String message) {

    /** What a finding means for a verdict. */
    public enum Severity {
        /** Nothing is wrong. */
        OK,
        /** Worth knowing; verdicts stand. */
        NOTE,
        /** The attack may have failed for another reason than robustness: no limit counts as met. */
        DOUBT
    }

    public static Finding ok(String check, String message) {
        return new Finding(check, Severity.OK, message);
    }

    public static Finding note(String check, String message) {
        return new Finding(check, Severity.NOTE, message);
    }

    public static Finding doubt(String check, String message) {
        return new Finding(check, Severity.DOUBT, message);
    }

    /** Doubt or not, with what was measured in front of what it means. */
    public static Finding of(String check, boolean bites, String measured, String meaning) {
        return bites ? doubt(check, measured + ": " + meaning) : ok(check, measured);
    }
}
