package org.robustness4j.internal.gate;

import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Collectors;
import org.robustness4j.internal.results.record.SampleSetRecord;
import org.robustness4j.internal.results.record.TestId;

/**
 * What became of the same samples in a later evaluation.
 *
 * @param test the test that both were made by
 * @param worse the samples broken now that were robust before
 * @param better the samples robust now that were broken before
 */
record SampleChanges(TestId test, BitSet worse, BitSet better) {

    private static final int NAMED_SAMPLES = 10;

    static SampleChanges between(TestId test, SampleSetRecord before, SampleSetRecord now) {
        BitSet worse = now.brokenIndices();
        worse.and(before.robustIndices());
        BitSet better = now.robustIndices();
        better.and(before.brokenIndices());
        return new SampleChanges(test, worse, better);
    }

    /** The probability of at least so many worse ones by chance, in this evaluation by itself. */
    double pValue() {
        return new McNemarTest(worse.cardinality(), better.cardinality()).pValue();
    }

    /**
     * A violation, in words.
     *
     * @param pValue adjusted for the number of evaluations
     * @param evaluations how many were compared
     */
    Violation violation(double pValue, int evaluations) {
        String first =
                worse.stream().limit(NAMED_SAMPLES).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return new Violation(
                test.displayName(),
                String.format(
                        Locale.ROOT,
                        "is worse than the baseline: %d samples newly broken, %d no longer (p = %.2g%s), first newly"
                                + " broken: %s%s",
                        worse.cardinality(),
                        better.cardinality(),
                        pValue,
                        evaluations == 1 ? "" : ", adjusted for the " + evaluations + " evaluations compared",
                        first,
                        worse.cardinality() > NAMED_SAMPLES ? ", ..." : ""));
    }
}
