package org.robustness4j.diagnosis.internal;

import org.robustness4j.attack.ModelAccess;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;

/**
 * A finding about a model, and the attacks that it concerns.
 *
 * @param finding the finding
 * @param concerns the attacks: those that follow as much of the model, or more
 */
record ModelFinding(Finding finding, ModelAccess concerns) {

    /** A finding that concerns every attack. */
    static ModelFinding ofAll(Finding finding) {
        return new ModelFinding(finding, ModelAccess.DECISIONS);
    }

    /** The finding as it concerns an attack: a doubt about what the attack does not follow is only a note. */
    Finding forAttackWith(ModelAccess followed) {
        boolean isConcerned = followed.compareTo(concerns) <= 0;
        return finding.severity() == Severity.DOUBT && !isConcerned
                ? Finding.note(
                        finding.check(),
                        finding.message() + " (no matter to an attack that follows "
                                + (followed == ModelAccess.SCORES ? "scores" : "decisions") + " alone)")
                : finding;
    }
}
