package org.robustness4j.verdict.internal;

import java.math.BigDecimal;
import java.util.Collection;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.verdict.GroupTally;

/**
 * The rates that are held to one limit at once: with a hundred of them, one or another is far from what it would be
 * among all the samples there might be.
 *
 * <p>That <em>some</em> rate is above the limit takes an interval of the error 0.05 divided by their number
 * (Bonferroni's inequality; Dunn, Journal of the American Statistical Association 56, 1961), which holds however the
 * groups depend on each other. Sidak's correction, which is hardly less strict, does not: slices may share samples.
 * That <em>all</em> of them are at most the limit takes no correction, as each has to be, by itself: an
 * intersection-union test (Berger, Technometrics 24, 1982).
 *
 * @param rates how many there are, at least 1
 * @param names what they are the rates of, in words, as in {@code classes}
 */
public record Family(int rates, String names) {

    /** One rate by itself. */
    public static final Family SINGLE = new Family(1, "");

    /**
     * The groups of a kind. Only those count that have attacked samples, or will have some: one that cannot be attacked
     * cannot be above a limit. The number is the same however early an attack was stopped.
     */
    public static Family of(GroupTally.Kind kind, Collection<Tally> groups) {
        long attackable = groups.stream()
                .filter(tally -> tally.attacked() + tally.notNeeded() > 0)
                .count();
        return new Family((int) Math.max(1, attackable), kind == GroupTally.Kind.CLASS ? "classes" : "slices");
    }

    /** The interval that the judgement of a rate is read from: that for all of them at once if it is above the limit. */
    public Rate.ConfidenceInterval interval(Rate rate, BigDecimal limit) {
        return rate.isAbove(limit) ? rate.interval(rates) : rate.interval();
    }

    /** How sure that interval is, in words. */
    public String confidence(Rate rate, BigDecimal limit) {
        return rate.isAbove(limit) ? "95 % confidence" + atOnce() : "95 % confidence";
    }

    /** What an interval for all of them is for, in words; empty of a single one. */
    public String atOnce() {
        return rates == 1 ? "" : " for all " + rates + " " + names + " at once";
    }
}
