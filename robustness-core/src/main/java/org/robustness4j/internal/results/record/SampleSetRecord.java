package org.robustness4j.internal.results.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.BitSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;

/**
 * Which samples an attack broke and which withstood it, by their indices in the data set, as in {@code 0-17,19,32-40}.
 *
 * @param sha256 the hash of the samples: indices, labels and values
 * @param robust those that withstood it
 * @param broken those that it broke, or a search of the checks did
 * @param byChecks those among the broken ones that a search of the checks broke, and the attack did not
 * @param certified those among the robust ones that are proved to be; empty in files of earlier releases
 */
public record SampleSetRecord(
        String sha256,
        String robust,
        String broken,
        String byChecks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String certified) {

    /** @throws IllegalArgumentException if indices are written in another form, or do not ascend */
    public SampleSetRecord {
        IndexRanges.require(robust);
        IndexRanges.require(broken);
        IndexRanges.require(byChecks);
        IndexRanges.require(certified);
    }

    /** The samples of an evaluation; null if their indices are too large to be read again. */
    static @Nullable SampleSetRecord of(AttackEvaluation evaluation) {
        if (evaluation.outcomes().stream().anyMatch(sample -> sample.index() > IndexRanges.LARGEST)) {
            return null;
        }
        return new SampleSetRecord(
                evaluation.samplesSha256(),
                indices(
                        evaluation,
                        sample -> sample.outcome() == Outcome.ROBUST || sample.outcome() == Outcome.CERTIFIED),
                indices(evaluation, sample -> sample.outcome() == Outcome.BROKEN),
                indices(evaluation, SampleOutcome::wasBrokenByCheck),
                indices(evaluation, sample -> sample.outcome() == Outcome.CERTIFIED));
    }

    private static String indices(AttackEvaluation evaluation, Predicate<SampleOutcome> isMeant) {
        return IndexRanges.format(evaluation.outcomes().stream().filter(isMeant).mapToInt(SampleOutcome::index));
    }

    /** The indices of the samples that withstood the attack. */
    public BitSet robustIndices() {
        return IndexRanges.parse(robust);
    }

    /** The indices of the samples that it broke. */
    public BitSet brokenIndices() {
        return IndexRanges.parse(broken);
    }

    /** The indices of the samples that a search of the checks broke, and the attack did not. */
    public BitSet brokenByChecks() {
        return IndexRanges.parse(byChecks);
    }
}
