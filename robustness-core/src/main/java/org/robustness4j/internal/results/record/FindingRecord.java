package org.robustness4j.internal.results.record;

import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;

/**
 * The finding of one check, as it is stored.
 *
 * @param check the name of the check
 * @param severity what it means for a verdict
 * @param message what was measured, for people
 */
public record FindingRecord(String check, Severity severity, String message) {

    static FindingRecord of(Finding finding) {
        return new FindingRecord(finding.check(), finding.severity(), finding.message());
    }

    Finding finding() {
        return new Finding(check, severity, message);
    }
}
