package org.robustness4j.internal.results.record;

import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.internal.Percentage;

/**
 * A rate as it is stored: the exact counts, and for people its value and 95 % Clopper-Pearson interval.
 *
 * @param count the samples that count
 * @param total the samples there are
 * @param value their ratio, 0 when there are none
 * @param lower the lower end of the interval
 * @param upper the upper end of the interval
 */
public record RateRecord(long count, long total, double value, double lower, double upper) {

    /** For people, as in 92.4 %. */
    public String percent() {
        return Percentage.brief(value);
    }

    public static RateRecord of(Rate rate) {
        Rate.ConfidenceInterval interval = rate.interval();
        return new RateRecord(
                rate.count(), rate.total(), rate.total() == 0 ? 0 : rate.value(), interval.lower(), interval.upper());
    }

    /** The exact counts. */
    public Rate rate() {
        return new Rate(count, total);
    }
}
