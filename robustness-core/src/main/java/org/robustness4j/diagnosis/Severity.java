package org.robustness4j.diagnosis;

/** What a finding means for a verdict. */
public enum Severity {
    /** Nothing is wrong. */
    OK,
    /** Worth knowing; verdicts stand. */
    NOTE,
    /** The attack may have failed for another reason than robustness: no limit counts as met. */
    DOUBT
}
