package org.robustness4j.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Counterexample;
import org.robustness4j.evaluation.Judgement;

/**
 * The findings of some checks, and what their searches broke on the way.
 *
 * @param findings in the order of the checks
 * @param counterexamples points that break samples which the attack did not break; the user's own model confirms each
 * @param probed the indices of the samples that searches of the checks looked at
 */
public record Diagnosis(List<Finding> findings, List<Counterexample> counterexamples, Set<Integer> probed) {

    /** Nothing was checked. */
    public static final Diagnosis NONE = new Diagnosis(List.of());

    /** The user wants no checks. */
    public static final Diagnosis SWITCHED_OFF = new Diagnosis(
            List.of(Finding.note("checks", "were switched off: a weak attack, or a masked model, meets any limit")));

    /** Checks without which nothing is known of what an attack did not find: is it strong enough, and are gradients hidden? */
    private static final Set<String> EVIDENCE = Set.of(PowerCheck.NAME, MaskingChecks.BLACK_BOX);

    public Diagnosis {
        findings = List.copyOf(findings);
        counterexamples = List.copyOf(counterexamples);
        probed = Set.copyOf(probed);
    }

    /** Findings of checks that search for nothing. */
    public Diagnosis(List<Finding> findings) {
        this(findings, List.of(), Set.of());
    }

    /** These findings and others. */
    public Diagnosis and(Diagnosis other) {
        return new Diagnosis(
                Stream.concat(findings.stream(), other.findings.stream()).toList(),
                Stream.concat(counterexamples.stream(), other.counterexamples.stream())
                        .toList(),
                Stream.concat(probed.stream(), other.probed.stream()).collect(Collectors.toSet()));
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

    /**
     * The same, where an evaluation needs evidence: that nothing was checked is a reason too.
     *
     * @param needsEvidence whether an adversary in a ball left samples unbroken, so that it matters what else would break them
     */
    public Optional<String> doubt(boolean needsEvidence) {
        return doubt().or(() -> needsEvidence ? missingEvidence() : Optional.empty());
    }

    private Optional<String> missingEvidence() {
        Set<String> checked = findings.stream().map(Finding::check).collect(Collectors.toSet());
        List<String> missing = EVIDENCE.stream()
                .filter(check -> !checked.contains(check))
                .sorted()
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("nothing says that the attack would have found what is there, since "
                        + (missing.size() == EVIDENCE.size() ? "it was not checked" : missing + " was not checked")
                        + "; run the tests again with robustness.checks=true, the default, and a release that checks");
    }

    /**
     * A judgement in the light of these findings. A model that is no better than guessing is judged by nothing else; a limit
     * that is met counts as met only without doubt.
     *
     * @param onPaper the judgement by the figures alone
     */
    public Judgement judged(AttackEvaluation evaluation, Judgement onPaper) {
        Optional<String> unfounded = findings.stream()
                .filter(finding -> finding.check().equals(CleanAccuracyCheck.NAME))
                .filter(finding -> finding.severity() == Severity.DOUBT)
                .map(Finding::message)
                .findFirst();
        return unfounded.map(onPaper::unfounded).orElseGet(() -> doubt(evaluation.needsEvidence())
                .map(onPaper::doubted)
                .orElse(onPaper));
    }
}
