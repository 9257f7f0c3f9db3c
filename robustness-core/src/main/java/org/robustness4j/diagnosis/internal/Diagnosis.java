package org.robustness4j.diagnosis.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.evaluation.internal.Counterexample;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.internal.SpotCheckedSamples;

/**
 * The findings of some checks, and what their searches broke on the way.
 *
 * @param findings in the order of the checks
 * @param counterexamples points that break samples which the attack did not break; the user's own model confirms each
 * @param spotChecked the samples that searches of the checks looked at
 */
public record Diagnosis(List<Finding> findings, List<Counterexample> counterexamples, SpotCheckedSamples spotChecked) {

    /** The user wants no checks. */
    public static final Diagnosis SWITCHED_OFF = new Diagnosis(
            List.of(Finding.note("checks", "were switched off: a weak attack, or a masked model, meets any limit")));

    public Diagnosis {
        findings = List.copyOf(findings);
        counterexamples = List.copyOf(counterexamples);
    }

    /** Findings of checks that search for nothing. */
    public Diagnosis(List<Finding> findings) {
        this(findings, List.of(), SpotCheckedSamples.NONE);
    }

    /** These findings and others; of the two at most one searched. */
    public Diagnosis and(Diagnosis other) {
        return new Diagnosis(
                Stream.concat(findings.stream(), other.findings.stream()).toList(),
                Stream.concat(counterexamples.stream(), other.counterexamples.stream())
                        .toList(),
                spotChecked.equals(SpotCheckedSamples.NONE) ? other.spotChecked : spotChecked);
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
     * The same, where checks are required: that one was not run is a reason too.
     *
     * @param required the checks that must have been run
     */
    public Optional<String> doubt(RequiredChecks required) {
        return doubt().or(() -> missing(required));
    }

    /** The checks without which samples that an attack left unbroken are not known to be robust. */
    public enum RequiredChecks {
        /** None: no sample was left unbroken without proof, or the attack is no adversary. */
        NONE(),
        /** That the attack is strong enough, for one that is not bound to a ball. */
        POWER(PlantedAdversarialsCheck.NAME),
        /** That, and that no gradients are masked in its ball. */
        POWER_AND_MASKING(PlantedAdversarialsCheck.NAME, GradientMaskingChecks.BLACK_BOX);

        @SuppressWarnings("ImmutableEnumChecker") // of List.of
        private final List<String> checks;

        RequiredChecks(String... checks) {
            this.checks = List.of(checks);
        }

        /**
         * The checks required for an evaluation.
         *
         * @param kind of the attack
         * @param isBounded whether it searched a ball
         * @param isAllKnown whether it left nothing unbroken that is not proved
         */
        public static RequiredChecks of(AttackKind kind, boolean isBounded, boolean isAllKnown) {
            if (kind != AttackKind.ADVERSARIAL || isAllKnown) {
                return NONE;
            }
            return isBounded ? POWER_AND_MASKING : POWER;
        }
    }

    private Optional<String> missing(RequiredChecks required) {
        Set<String> checked = findings.stream().map(Finding::check).collect(Collectors.toSet());
        List<String> missing = required.checks.stream()
                .filter(check -> !checked.contains(check))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("nothing says that the attack would have found what is there, since "
                        + (missing.size() == required.checks.size()
                                ? "it was not checked"
                                : missing + " was not checked")
                        + "; run the tests again with robustness.checks=true, the default, and a release that checks");
    }

    /**
     * A judgement in the light of these findings. A model that is no better than guessing is judged by nothing else; a
     * limit that is met counts as met only without doubt.
     *
     * @param onPaper the judgement by the figures alone
     */
    public Judgement judged(AttackEvaluation evaluation, Judgement onPaper) {
        Optional<String> unfounded = findings.stream()
                .filter(finding -> finding.check().equals(CleanAccuracyCheck.NAME))
                .filter(finding -> finding.severity() == Severity.DOUBT)
                .map(Finding::message)
                .findFirst();
        RequiredChecks required = onPaper.isProved(evaluation) ? RequiredChecks.NONE : requiredChecks(evaluation);
        return unfounded
                .map(onPaper::unfounded)
                .orElseGet(() -> doubt(required).map(onPaper::doubted).orElse(onPaper));
    }

    private static RequiredChecks requiredChecks(AttackEvaluation evaluation) {
        Tally tally = evaluation.tally();
        return RequiredChecks.of(
                evaluation.attack().kind(),
                evaluation.threatModel().isBounded(),
                tally.broken() + evaluation.certifiedForTheModel() == tally.attacked() + tally.notNeeded());
    }

    /** Whether a finding says that the model does no better than guessing, so that nothing else about it counts. */
    public static boolean isUnfounded(List<Finding> findings) {
        return findings.stream()
                .anyMatch(finding ->
                        finding.check().equals(CleanAccuracyCheck.NAME) && finding.severity() == Severity.DOUBT);
    }
}
