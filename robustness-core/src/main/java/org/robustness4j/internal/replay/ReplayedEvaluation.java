package org.robustness4j.internal.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;

/**
 * The stored candidates of one evaluation, predicted again.
 *
 * @param test the test that made the evaluation
 * @param attack the attack's name
 * @param model the model's name
 * @param recordedSha256 the hash of the model that was attacked; empty when not known
 * @param currentSha256 the hash of the model now; empty when not known
 * @param omitted the number of broken samples that are not stored, and so not looked at
 * @param samples the stored ones
 * @param problem why they could not be predicted again, null when they were
 */
public record ReplayedEvaluation(
        TestId test,
        String attack,
        String model,
        String recordedSha256,
        String currentSha256,
        long omitted,
        List<ReplayedSample> samples,
        @Nullable String problem) {

    public ReplayedEvaluation {
        samples = List.copyOf(samples);
    }

    /** An evaluation whose candidates could not be predicted again. */
    public static ReplayedEvaluation failed(EvaluationRecord evaluation, String problem) {
        return new ReplayedEvaluation(
                evaluation.test(),
                evaluation.attack().name(),
                evaluation.model().name(),
                evaluation.model().sha256(),
                "",
                evaluation.details().candidates().omitted(),
                List.of(),
                problem);
    }

    /** Whether the model is known to be another one than was attacked. */
    public boolean modelChanged() {
        return problem == null
                && !recordedSha256.isEmpty()
                && !currentSha256.isEmpty()
                && !recordedSha256.equals(currentSha256);
    }

    /** The number of candidates for which something holds. */
    public long count(Predicate<ReplayedSample> condition) {
        return samples.stream().filter(condition).count();
    }

    /**
     * The differences that fail a replay: no replay at all, other predictions, points outside the rules, other
     * candidates.
     */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        if (problem != null) {
            differences.add("cannot be replayed: " + problem);
        }
        add(differences, sample -> !sample.samePrediction(), "predicted otherwise than recorded");
        add(differences, sample -> !sample.insideRules(), "outside the ball or the range");
        add(
                differences,
                sample -> Boolean.FALSE.equals(sample.sameCandidate()),
                "not found again, bit for bit, by the attack");
        return differences;
    }

    /** Changes worth knowing that do not fail a replay. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (modelChanged()) {
            remarks.add("the model is another one: its sha256 was " + recordedSha256 + ", and is " + currentSha256);
        }
        add(remarks, sample -> !sample.sameInput(), "of a sample whose values or label have changed since");
        return remarks;
    }

    private void add(List<String> found, Predicate<ReplayedSample> condition, String what) {
        samples.stream()
                .filter(condition)
                .findFirst()
                .ifPresent(first -> found.add(count(condition) + " of " + samples.size() + " candidates are " + what
                        + ", the first of them that of sample " + first.index() + " (recorded as " + first.recorded()
                        + ", now " + first.predicted() + ")"));
    }
}
