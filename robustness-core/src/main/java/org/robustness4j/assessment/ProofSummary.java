package org.robustness4j.assessment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;

/** What proofs say of an evaluation, and what they do not. */
final class ProofSummary {

    private static final String CHECK = "proofs";

    private ProofSummary() {}

    /** In words; nothing where no proofs were sought. */
    static Diagnosis of(AttackEvaluation evaluation) {
        if (!evaluation.seeksProofs()) {
            return new Diagnosis(List.of());
        }
        long certified = evaluation.count(Outcome.CERTIFIED);
        long open = evaluation.count(Outcome.ROBUST);
        String limitation = notes(evaluation, Outcome.CERTIFIED);
        String why = notes(evaluation, Outcome.ROBUST);
        String found =
                certified + " of " + (certified + open) + " samples that withstood the attack are proved to be robust"
                        + (limitation.isEmpty() ? "" : ", " + limitation)
                        + (why.isEmpty() ? "" : "; of the others: " + why);
        return new Diagnosis(
                List.of(open == 0 && limitation.isEmpty() ? Finding.ok(CHECK, found) : Finding.note(CHECK, found)));
    }

    /** The notes of samples of an outcome, the most frequent one first. */
    private static String notes(AttackEvaluation evaluation, Outcome outcome) {
        Map<String, Long> notes = evaluation.outcomes().stream()
                .filter(sample -> sample.outcome() == outcome)
                .flatMap(sample -> Optional.ofNullable(sample.note()).stream())
                .map(note -> note.replaceAll(", in \\d+ cases$", ""))
                .collect(Collectors.groupingBy(note -> note, TreeMap::new, Collectors.counting()));
        return notes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> most.getKey() + (notes.size() > 1 ? " (" + most.getValue() + " of them)" : ""))
                .orElse("");
    }
}
