package org.robustness4j.gate;

import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;

/**
 * A value of a metric.
 *
 * @param of what it is the value of, in words; empty for all samples
 * @param rate the value
 * @param open the samples that might count too, because nothing is known of them
 */
record Measurement(String of, Rate rate, long open) {

    static Measurement of(Rate rate) {
        return new Measurement("", rate, 0);
    }

    static Measurement of(String what, Tally tally) {
        return new Measurement(what, tally.rate(), tally.undecided());
    }

    /** The value if all that might count does. */
    Rate worst() {
        return new Rate(rate.count() + open, rate.total());
    }
}
