package org.robustness4j.gate;

import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;

/**
 * A value of a metric.
 *
 * @param of what it is the value of, in words; empty for all samples
 * @param rate the value
 * @param worst the value if all samples count that might, because nothing is known of them
 * @param open what these are, in words; empty when there are none
 */
record Measurement(String of, Rate rate, Rate worst, String open) {

    static Measurement of(Rate rate) {
        return new Measurement("", rate, rate, "");
    }

    static Measurement of(String what, Tally tally) {
        String inconclusive =
                tally.undecided() == 0 ? "" : " and " + tally.undecided() + " samples more are inconclusive";
        String notNeeded =
                tally.notNeeded() == 0 ? "" : " and " + tally.notNeeded() + " samples more were not attacked";
        return new Measurement(what, tally.rate(), tally.worst(), inconclusive + notNeeded);
    }
}
