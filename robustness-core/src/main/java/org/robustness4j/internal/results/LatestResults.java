package org.robustness4j.internal.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.internal.results.record.TestResult;

/**
 * The results of several executions as one. Of a test that was repeated as it was the newest evaluation counts;
 * evaluations of another model, attack, seed or limit stand beside each other. An error counts unless a later execution
 * of the test did better, and a test that was switched off in one execution is still what it was in another.
 */
public final class LatestResults {

    private final List<ResultsFile> files;
    private final Map<TestId, TestHistory> histories = new TreeMap<>();

    public LatestResults(List<ResultsFile> files) {
        this.files = List.copyOf(files);
        for (ResultsFile file : files) {
            file.planned().forEach(this::history);
            file.evaluations().forEach(evaluation -> history(evaluation.test())
                    .add(evaluation, file.errors().stream().noneMatch(error -> error.test()
                            .equals(evaluation.test()))));
            file.errors().forEach(error -> history(error.test()).add(error));
            file.skipped().forEach(skipped -> history(skipped.test()).add(skipped));
        }
        files.forEach(this::forgetErrorsOfSuitesThatRanLater);
    }

    /** A suite that could not begin has an error in its own name; once its tests ran, they stand for it. */
    private void forgetErrorsOfSuitesThatRanLater(ResultsFile file) {
        for (TestId test : file.planned()) {
            TestHistory suite = histories.get(new TestId(test.className(), test.method(), null));
            if (test.variant() != null && suite != null) {
                suite.ranAt(file.startedAt());
            }
        }
        histories.values().removeIf(TestHistory::isForgotten);
    }

    private TestHistory history(TestId test) {
        return histories.computeIfAbsent(test.canonical(), unseen -> new TestHistory());
    }

    /** Whether there is no result file at all. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The number of executions that did not come to their end. */
    public long incompleteFiles() {
        return files.stream().filter(file -> !file.complete()).count();
    }

    /** The number of executions that began before a moment. */
    public long filesFromBefore(Instant moment) {
        return files.stream().filter(file -> file.startedAt().isBefore(moment)).count();
    }

    /** The tests that some execution planned or ran, in the order of their names. */
    public List<TestId> tests() {
        return List.copyOf(histories.keySet());
    }

    /**
     * The results of a test that count: its evaluations and, if it ended in one, its error; or that it was switched
     * off; none when it did not end.
     */
    public List<TestResult> of(TestId test) {
        TestHistory history = histories.get(test.canonical());
        return history == null ? List.of() : history.results();
    }

    /** The evaluations that count, in the order of their tests. */
    public List<EvaluationRecord> evaluations() {
        return histories.values().stream()
                .flatMap(history -> history.results().stream())
                .filter(EvaluationRecord.class::isInstance)
                .map(EvaluationRecord.class::cast)
                .toList();
    }
}
