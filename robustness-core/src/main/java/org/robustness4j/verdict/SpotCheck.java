package org.robustness4j.verdict;

import java.math.BigDecimal;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;

/**
 * The result of the checks' own searches on some of the attacked samples. What they broke, and the attack did not, is
 * to be expected among the other samples as often.
 *
 * @param size how many samples they looked at, drawn at random
 * @param broken how many of these they broke and the attack did not
 */
@API(status = Status.STABLE, since = "0.1")
public record SpotCheck(long size, long broken) {

    /** Nothing was looked at. */
    public static final SpotCheck NONE = new SpotCheck(0, 0);

    /** @throws IllegalArgumentException if more are broken than there are, or a number is negative */
    public SpotCheck {
        if (broken < 0 || broken > size) {
            throw new IllegalArgumentException(
                    "A spot check of " + size + " samples, of which " + broken + " are broken, is impossible");
        }
    }

    /** By how much the success rate of the attack is too low, at least, with 95 % confidence. */
    public double missed() {
        return broken == 0 ? 0 : new Rate(broken, size).interval().lower();
    }

    /**
     * Whether a rate that meets a limit would not, with what is to be expected among the samples that nobody looked at.
     *
     * @param tally of all samples, those broken by checks among the broken ones
     * @param byChecks how many of the broken ones are
     * @param limit the highest rate accepted
     */
    public boolean exceeds(Tally tally, long byChecks, BigDecimal limit) {
        return tally.attacked() > 0
                && (tally.broken() - byChecks) / (double) tally.attacked() + missed() > limit.doubleValue();
    }
}
