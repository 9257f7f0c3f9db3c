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
        boolean isAbove(Rate rate, BigDecimal limit) {
            return BigDecimal.valueOf(rate.interval().lower()).compareTo(limit) > 0;
        }
    };

    /** Whether a rate is known to be no higher than a limit. */
    public abstract boolean isAtMost(Rate rate, BigDecimal limit);

    /** Whether a rate is known to be no lower than a limit. */
    public abstract boolean isAtLeast(Rate rate, BigDecimal limit);

    /** Whether a rate is known to be higher than a limit. */
    boolean isAbove(Rate rate, BigDecimal limit) {
        return rate.isAbove(limit);
    }

    /**
     * Whether an attack succeeded no more often than a limit allows: {@link Verdict#PASS} if it did not even if all
     * undecided samples are broken, {@link Verdict#FAIL} if it did even if none of them is, {@link
     * Verdict#INCONCLUSIVE} otherwise, and of no samples.
     */
    public Verdict judge(Tally tally, BigDecimal limit) {
        if (!tally.isDecided()) {
            return Verdict.INCONCLUSIVE;
        }
        if (isAbove(tally.lowestRate(), limit)) {
            return Verdict.FAIL;
        }
        return isAtMost(tally.highestRate(), limit) ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }
}
