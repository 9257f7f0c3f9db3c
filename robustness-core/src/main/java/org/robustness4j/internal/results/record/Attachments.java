package org.robustness4j.internal.results.record;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;

/**
 * Files, findings and further facts that are stored with the figures of an evaluation.
 *
 * @param pictures of some broken samples
 * @param changes what changed in some broken samples that have no picture
 * @param candidates the stored points of the broken samples
 * @param survivesEightBit broken samples whose point still succeeds when it is rounded to 256 levels, among all broken
 *     ones; null when it was not asked for
 * @param fromCache whether the evaluation was measured by an earlier build
 * @param findings what was checked to believe the evaluation
 * @param logitsSha256 the hash of the model's logits for the first samples, null when it is not known
 * @param hardenable whether the goal {@code harden} finds the test, null when it is not known
 */
public record Attachments(
        List<PictureRecord> pictures,
        List<ChangesRecord> changes,
        CandidatesRecord candidates,
        @Nullable Rate survivesEightBit,
        boolean fromCache,
        List<Finding> findings,
        @Nullable String logitsSha256,
        @Nullable Boolean hardenable) {

    public Attachments {
        pictures = List.copyOf(pictures);
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    /** Of broken samples that have pictures, or are not shown, in an evaluation that no test method made. */
    public Attachments(
            List<PictureRecord> pictures,
            CandidatesRecord candidates,
            @Nullable Rate survivesEightBit,
            boolean fromCache,
            List<Finding> findings,
            @Nullable String logitsSha256) {
        this(pictures, List.of(), candidates, survivesEightBit, fromCache, findings, logitsSha256, null);
    }

    /** Of an evaluation of which nothing but its figures is stored. */
    public static Attachments none(AttackEvaluation evaluation) {
        return new Attachments(
                List.of(), CandidatesRecord.none(evaluation.count(Outcome.BROKEN)), null, false, List.of(), null);
    }
}
