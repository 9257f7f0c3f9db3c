package org.robustness4j.verdict;

import java.math.BigDecimal;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;

/** How a rate of some samples is held to a limit. */
@API(status = Status.STABLE, since = "0.1")
public enum VerdictPolicy {
    /** By the samples themselves: exact counts against the limit. */
    POINT {
        @Override
        public boolean isAtMost(Rate rate, BigDecimal limit) {
            return !rate.isAbove(limit);
        }

        @Override
        public boolean isAtLeast(Rate rate, BigDecimal limit) {
            return !rate.isBelow(limit);
        }
    },
    /**
     * By what the samples prove of all those that might have been drawn: the 95 % confidence interval of the rate
     * against the limit. Too few samples for the distance from the limit decide nothing, which is never a pass.
     *
     * <p>Where several classes or slices are held to a limit, one of them is above it only if its interval is that is so
     * wide that all of them hold at once: otherwise the more classes there are, the surer it is that one of them fails by
     * chance. That all are at most the limit takes each one's own interval.
     */
    CONFIDENT {
        @Override
        public boolean isAtMost(Rate rate, BigDecimal limit) {
            return BigDecimal.valueOf(rate.interval().upper()).compareTo(limit) <= 0;
        }

        @Override
        public boolean isAtLeast(Rate rate, BigDecimal limit) {
            return BigDecimal.valueOf(rate.interval().lower()).compareTo(limit) >= 0;
        }

        @Override
        public boolean isAbove(Rate rate, BigDecimal limit, int rates) {
            return BigDecimal.valueOf(rate.interval(rates).lower()).compareTo(limit) > 0;
        }

        @Override
        public boolean isBelow(Rate rate, BigDecimal limit) {
            return BigDecimal.valueOf(rate.interval().upper()).compareTo(limit) < 0;
        }
    };

    /** Whether a rate is known to be no higher than a limit. */
    public abstract boolean isAtMost(Rate rate, BigDecimal limit);

    /** Whether a rate is known to be no lower than a limit. */
    public abstract boolean isAtLeast(Rate rate, BigDecimal limit);

    /**
     * Whether a rate is known to be higher than a limit.
     *
     * @param rates how many are held to the limit at once, this one among them
     */
    public boolean isAbove(Rate rate, BigDecimal limit, int rates) {
        return rate.isAbove(limit);
    }

    /** Whether a rate is known to be lower than a limit. */
    public boolean isBelow(Rate rate, BigDecimal limit) {
        return rate.isBelow(limit);
    }

    /**
     * Whether an attack succeeded no more often than a limit allows: {@link Verdict#PASS} if it did not even if all
     * undecided samples are broken, {@link Verdict#FAIL} if it did even if none of them is, {@link
     * Verdict#INCONCLUSIVE} otherwise, and of no samples.
     */
    public Verdict judge(Tally tally, BigDecimal limit) {
        return judge(tally, limit, 1);
    }

    /**
     * The same of one of several classes or slices that are held to a limit at once.
     *
     * @param rates how many there are, this one among them
     */
    public Verdict judge(Tally tally, BigDecimal limit, int rates) {
        if (!tally.isDecided()) {
            return Verdict.INCONCLUSIVE;
        }
        if (isAbove(tally.lowestRate(), limit, rates)) {
            return Verdict.FAIL;
        }
        return isAtMost(tally.highestRate(), limit) ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }
}
