package org.robustness4j.internal.results.record;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;

/**
 * What is stored of an evaluation besides its figures.
 *
 * @param pictures of some broken samples
 * @param candidates the stored points of the broken samples
 * @param survivesEightBit broken samples whose point still succeeds when it is rounded to 256 levels, among all broken
 *     ones; null when it was not asked for
 * @param fromCache whether the evaluation was measured by an earlier build
 * @param diagnosis what was checked to believe the evaluation
 * @param logitsSha256 the hash of the model's logits for the first samples, null when it is not known
 */
public record Evidence(
        List<PictureRecord> pictures,
        CandidatesRecord candidates,
        @Nullable Rate survivesEightBit,
        boolean fromCache,
        List<Finding> diagnosis,
        @Nullable String logitsSha256) {

    public Evidence {
        pictures = List.copyOf(pictures);
        diagnosis = List.copyOf(diagnosis);
    }

    /** Of an evaluation of which nothing but its figures is stored. */
    public static Evidence none(AttackEvaluation evaluation) {
        return new Evidence(
                List.of(), CandidatesRecord.none(evaluation.count(Outcome.BROKEN)), null, false, List.of(), null);
    }

    /** The same with pictures. */
    public Evidence withPictures(List<PictureRecord> newPictures) {
        return new Evidence(newPictures, candidates, survivesEightBit, fromCache, diagnosis, logitsSha256);
    }

    /** The same with stored candidates. */
    public Evidence withCandidates(CandidatesRecord newCandidates) {
        return new Evidence(pictures, newCandidates, survivesEightBit, fromCache, diagnosis, logitsSha256);
    }

    /** The same with the findings on whether the evaluation is to be believed. */
    public Evidence withDiagnosis(List<Finding> newDiagnosis) {
        return new Evidence(pictures, candidates, survivesEightBit, fromCache, newDiagnosis, logitsSha256);
    }
}
