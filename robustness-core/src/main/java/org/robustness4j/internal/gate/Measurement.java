package org.robustness4j.internal.gate;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.verdict.SpotCheck;
import org.robustness4j.verdict.internal.Family;

/**
 * A value of a metric.
 *
 * @param of what it is the value of, in words; empty for all samples
 * @param rate the value
 * @param worst the value if all samples count that might, because nothing is known of them
 * @param open what these are, in words; empty when there are none
 * @param tally what it is the rate of; null for a rate that attacks have no part in
 * @param probe what the checks made of some of the samples
 * @param byChecks how many of all the checks broke
 * @param family what is held to a limit at once, this value among it
 */
record Measurement(
        String of,
        Rate rate,
        Rate worst,
        String open,
        @Nullable Tally tally,
        SpotCheck probe,
        long byChecks,
        Family family) {

    static Measurement of(Rate rate) {
        return new Measurement("", rate, rate, "", null, SpotCheck.NONE, 0, Family.SINGLE);
    }

    static Measurement of(String what, Tally tally, SpotCheck probe, long byChecks, Family family) {
        String inconclusive =
                tally.undecided() == 0 ? "" : " and " + tally.undecided() + " samples more are inconclusive";
        String notNeeded =
                tally.notNeeded() == 0 ? "" : " and " + tally.notNeeded() + " samples more were not attacked";
        return new Measurement(
                what, tally.rate(), tally.highestRate(), inconclusive + notNeeded, tally, probe, byChecks, family);
    }

    /** Whether a limit is met by counting what the checks broke among few samples, and would not be among all. */
    boolean isExceededBeyondTheProbe(BigDecimal maximum) {
        return tally != null && probe.exceeds(tally, byChecks, maximum);
    }
}
