package org.robustness4j.evaluation;

import java.math.BigDecimal;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A share of samples, kept as exact counts and compared as such.
 *
 * @param count the samples that count
 * @param total the samples there are
 */
@API(status = Status.STABLE, since = "0.1")
public record Rate(long count, long total) {

    private static final double ERROR_RATE = 0.05;

    /** @throws IllegalArgumentException if the counts are negative or more count than there are */
    public Rate {
        if (count < 0 || count > total) {
            throw new IllegalArgumentException("A rate of " + count + " in " + total + " is impossible");
        }
    }

    /** The rate as a number; NaN of no samples. */
    public double value() {
        return total == 0 ? Double.NaN : (double) count / total;
    }

    /** Whether the rate is above a limit: {@code count > limit * total}, exactly. */
    public boolean isAbove(BigDecimal limit) {
        return compare(limit) > 0;
    }

    /** Whether the rate is below a limit: {@code count < limit * total}, exactly. */
    public boolean isBelow(BigDecimal limit) {
        return compare(limit) < 0;
    }

    private int compare(BigDecimal limit) {
        return BigDecimal.valueOf(count).compareTo(limit.multiply(BigDecimal.valueOf(total)));
    }

    /**
     * The 95 % confidence interval for the rate among all the samples that might have been drawn (Clopper and Pearson,
     * Biometrika 26, 1934: exact, never too narrow).
     */
    public ConfidenceInterval interval() {
        return interval(1);
    }

    /**
     * The confidence interval of one of several rates, so wide that those of all of them hold at once with 95 %
     * confidence: that of the error 0.05 divided by their number (Bonferroni's inequality), however the rates depend on
     * each other.
     *
     * @param rates how many there are, this one among them
     * @throws IllegalArgumentException if there are none
     */
    public ConfidenceInterval interval(int rates) {
        if (rates < 1) {
            throw new IllegalArgumentException("A rate is one of at least 1, but here of " + rates);
        }
        if (total == 0) {
            return new ConfidenceInterval(0, 1);
        }
        Interval interval = BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(
                Math.toIntExact(total), Math.toIntExact(count), ERROR_RATE / rates);
        return new ConfidenceInterval(interval.getLowerBound(), interval.getUpperBound());
    }

    @Override
    public String toString() {
        return count + " of " + total;
    }

    /**
     * Where a rate lies with 95 % confidence.
     *
     * @param lower the smallest such rate
     * @param upper the largest such rate
     */
    public record ConfidenceInterval(double lower, double upper) {}
}
