package org.robustness4j.internal.results;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.internal.results.record.TestResult;
import org.robustness4j.verdict.Judgement;

/**
 * Writes the result file of one execution: at its start, anew after each test, and at its end. Whatever stops the
 * process, the file then lists what was planned and holds what was finished.
 *
 * <p>Safe for use by several threads.
 */
public final class ResultsRecorder {

    private final Path file;
    private final Clock clock;
    private final Instant startedAt;
    private final List<TestId> planned = new ArrayList<>();
    private final List<EvaluationRecord> evaluations = new ArrayList<>();
    private final List<TestError> errors = new ArrayList<>();
    private final List<SkippedTest> skipped = new ArrayList<>();

    private ResultsRecorder(Path file, List<TestId> planned, Clock clock) {
        this.file = file;
        this.planned.addAll(planned);
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /**
     * Begins a new file.
     *
     * @param planned the tests that are going to run
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static ResultsRecorder begin(ResultsFolder folder, List<TestId> planned, Clock clock) {
        ResultsRecorder recorder = new ResultsRecorder(folder.newFile(), planned, clock);
        recorder.write(false);
        return recorder;
    }

    public Path file() {
        return file;
    }

    /** Replaces a planned test that turned out to be several. */
    public synchronized void expand(TestId suite, List<TestId> tests) {
        int place = planned.indexOf(suite);
        if (place >= 0) {
            planned.remove(place);
            planned.addAll(place, tests);
        }
        write(false);
    }

    /** Adds what a test measured. */
    public synchronized EvaluationRecord evaluated(
            TestId test, AttackEvaluation evaluation, Judgement judgement, Attachments attachments) {
        EvaluationRecord evaluated = EvaluationRecord.of(test, evaluation, judgement, attachments, clock.instant());
        add(evaluations, evaluated);
        return evaluated;
    }

    /**
     * Adds to an evaluation what hardening bought.
     *
     * @param evaluated as {@link #evaluated} returned it
     */
    public synchronized EvaluationRecord hardened(EvaluationRecord evaluated, HardeningRecord hardening) {
        EvaluationRecord hardened = evaluated.with(hardening);
        evaluations.set(evaluations.indexOf(evaluated), hardened);
        write(false);
        return hardened;
    }

    /**
     * Adds to the reason of an evaluation's verdict why its model could not be hardened.
     *
     * @param evaluated as {@link #evaluated} returned it
     */
    public synchronized void notHardened(EvaluationRecord evaluated, String why) {
        evaluations.set(
                evaluations.indexOf(evaluated),
                evaluated.withReason(evaluated.judged().reason() + why));
        write(false);
    }

    /** Whether the model of a test was hardened. */
    public synchronized boolean isHardened(TestId test) {
        return evaluations.stream()
                .anyMatch(evaluation -> evaluation.test().equals(test) && evaluation.hardening() != null);
    }

    /**
     * Adds a test that ended without a valid result; one that was measured before and failed afterwards counts as
     * failed.
     */
    public synchronized void failed(TestId test, String message) {
        add(errors, new TestError(test, message, clock.instant()));
    }

    /** Adds a test that was switched off. */
    public synchronized void skipped(TestId test, String reason) {
        add(skipped, new SkippedTest(test, reason, clock.instant()));
    }

    /** Marks the execution as come to its end. */
    public synchronized void complete() {
        write(true);
    }

    /** Keeps a result only if it can be written, so that one that cannot does not take the others with it. */
    private <R extends TestResult> void add(List<R> results, R result) {
        results.add(result);
        try {
            write(false);
        } catch (RuntimeException e) {
            results.remove(result);
            throw e;
        }
    }

    private void write(boolean complete) {
        ResultsFile results =
                new ResultsFile(ResultsFile.SCHEMA_VERSION, startedAt, complete, planned, evaluations, errors, skipped);
        ResultsFolder.replace(file, ResultsJson.write(results));
    }
}
