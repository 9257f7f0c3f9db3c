package org.robustness4j.assessment.internal;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.report.PictureFiles;
import org.robustness4j.internal.results.CandidateFiles;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;

/**
 * Records assessments in the result file, with pictures and the points of broken samples beside it.
 *
 * @param recorder of the result file
 * @param pictures of the same execution
 * @param candidates of the same execution
 * @param warnings is told what could not be drawn or stored, and why: that is not worth losing the result of a long
 *     attack for
 */
public record AssessmentRecorder(
        ResultsRecorder recorder,
        PictureFiles pictures,
        CandidateFiles candidates,
        BiConsumer<String, Throwable> warnings) {

    /**
     * Records an assessment under the name of a test.
     *
     * @throws java.io.UncheckedIOException if the result file cannot be written
     */
    public EvaluationRecord record(TestId test, Assessment assessment) {
        return record(test, assessment, null);
    }

    /**
     * Records an assessment that a test method asked for.
     *
     * @param hardenable whether the goal {@code harden} finds the test, null when it is not known
     * @throws java.io.UncheckedIOException if the result file cannot be written
     */
    public EvaluationRecord record(TestId test, Assessment assessment, @Nullable Boolean hardenable) {
        AttackEvaluation evaluation = assessment.evaluation();
        Attachments attachments = new Attachments(
                orWarn(test, () -> pictures.write(evaluation), List.of()),
                pictures.changes(evaluation),
                orWarn(
                        test,
                        () -> candidates.write(evaluation.broken(), evaluation.count(Outcome.BROKEN)),
                        CandidatesRecord.none(evaluation.count(Outcome.BROKEN))),
                assessment.survivesEightBit(),
                assessment.fromCache(),
                assessment.findings(),
                assessment.logitsSha256(),
                hardenable);
        return recorder.evaluated(test, evaluation, assessment.judgement(), attachments);
    }

    private <T> T orWarn(TestId test, Supplier<T> decoration, T otherwise) {
        try {
            return decoration.get();
        } catch (RuntimeException | LinkageError e) {
            warnings.accept(test.displayName() + ": pictures or candidates are incomplete", e);
            return otherwise;
        }
    }
}
