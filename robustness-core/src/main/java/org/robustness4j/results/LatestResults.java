package org.robustness4j.results;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The results of several executions as one: of a test that ran more than once the newest result counts. */
public final class LatestResults {

    private final List<ResultsFile> files;
    private final Map<TestId, TestResult> latest = new TreeMap<>();

    public LatestResults(List<ResultsFile> files) {
        this.files = List.copyOf(files);
        for (ResultsFile file : files) {
            Stream.of(file.evaluations(), file.errors(), file.skipped())
                    .flatMap(Collection::stream)
                    .forEach(this::add);
        }
    }

    private void add(TestResult result) {
        TestResult known = latest.get(result.test());
        boolean newer = known == null
                || result.finishedAt().isAfter(known.finishedAt())
                || (result.finishedAt().equals(known.finishedAt()) && result instanceof TestError);
        if (newer) {
            latest.put(result.test(), result);
        }
    }

    /** Whether there is no result file at all. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The number of executions that did not come to their end. */
    public long incompleteFiles() {
        return files.stream().filter(file -> !file.complete()).count();
    }

    /** The tests that some execution planned or ran, in the order of their names. */
    public List<TestId> tests() {
        TreeSet<TestId> tests = new TreeSet<>(latest.keySet());
        files.forEach(file -> tests.addAll(file.planned()));
        return List.copyOf(tests);
    }

    /** How a test ended, if it did. */
    public Optional<TestResult> of(TestId test) {
        return Optional.ofNullable(latest.get(test));
    }

    /** The evaluations that count, in the order of their tests. */
    public List<EvaluationRecord> evaluations() {
        return latest.values().stream()
                .filter(EvaluationRecord.class::isInstance)
                .map(EvaluationRecord.class::cast)
                .toList();
    }
}
