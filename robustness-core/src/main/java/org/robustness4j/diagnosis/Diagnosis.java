package org.robustness4j.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The findings of some checks.
 *
 * @param findings in the order of the checks
 */
public record Diagnosis(List<Finding> findings) {

    /** Nothing was checked. */
    public static final Diagnosis NONE = new Diagnosis(List.of());

    /** The user wants no checks. */
    public static final Diagnosis SWITCHED_OFF = new Diagnosis(
            List.of(Finding.note("checks", "were switched off: a weak attack, or a masked model, meets any limit")));

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** These findings and others. */
    public Diagnosis and(Diagnosis other) {
        return new Diagnosis(
                Stream.concat(findings.stream(), other.findings.stream()).toList());
    }

    /** Why a limit that is met on paper does not count as met, if there is a reason. */
    public Optional<String> doubt() {
        List<Finding> doubts = findings.stream()
                .filter(finding -> finding.severity() == Severity.DOUBT)
                .toList();
        return doubts.isEmpty()
                ? Optional.empty()
                : Optional.of(doubts.stream()
                        .map(finding -> finding.check() + ": " + finding.message())
                        .collect(Collectors.joining("; ")));
    }
}
