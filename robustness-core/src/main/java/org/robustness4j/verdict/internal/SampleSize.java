package org.robustness4j.verdict.internal;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * How many samples it takes to tell a rate from a limit with 95 % confidence, if more samples show the rate seen so
 * far.
 *
 * @param observed the rate so far
 * @param limit the limit
 * @param rates how many rates are held to the limit at once, the observed one among them
 */
public record SampleSize(Rate observed, BigDecimal limit, int rates) {

    /** Beyond this many samples no number is named: an attack on them would take too long to be run. */
    private static final int MOST = 1_000_000;

    /** The number of samples; empty when it is more than {@link #MOST}, or the rate is the limit itself. */
    public OptionalLong deciding() {
        long undecided = observed.total();
        long deciding = 2 * undecided;
        while (deciding < MOST && !decides(deciding)) {
            undecided = deciding;
            deciding *= 2;
        }
        if (deciding > MOST) {
            deciding = MOST;
        }
        if (undecided >= MOST || !decides(deciding)) {
            return OptionalLong.empty();
        }
        while (deciding - undecided > 1) {
            long between = (undecided + deciding) / 2;
            if (decides(between)) {
                deciding = between;
            } else {
                undecided = between;
            }
        }
        return OptionalLong.of(deciding);
    }

    /** Rounded towards the limit, so that a number of samples that decides is one that does. */
    private boolean decides(long samples) {
        long broken = observed.count() * samples;
        return observed.isAbove(limit)
                ? VerdictPolicy.CONFIDENT.isAbove(new Rate(broken / observed.total(), samples), limit, rates)
                : VerdictPolicy.CONFIDENT.isAtMost(new Rate(-Math.floorDiv(-broken, observed.total()), samples), limit);
    }

    /** In words, as part of a reason. */
    @Override
    public String toString() {
        OptionalLong samples = deciding();
        return samples.isPresent()
                ? "at this rate " + samples.getAsLong() + " samples would decide"
                : "at this rate more than " + MOST + " samples would be needed to decide";
    }
}
