package org.robustness4j.verdict;

import java.math.BigDecimal;
import java.util.List;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.verdict.internal.Family;
import org.robustness4j.verdict.internal.SampleSize;

/**
 * A limit and the samples it is for.
 *
 * @param group what they are of, in words; empty for all samples
 * @param samples what became of them
 * @param spotCheck what the checks made of some of them
 * @param limit the highest success rate accepted
 * @param family what is held to the limit at once, these samples among it
 */
record Criterion(String group, List<SampleOutcome> samples, SpotCheck spotCheck, BigDecimal limit, Family family) {

    Tally tally() {
        return Tally.of(samples);
    }

    Verdict judge(VerdictPolicy policy) {
        return policy.judge(tally(), limit, family.rates());
    }

    /** Of several groups each by itself: a doubt too many is no harm, and one too few is. */
    boolean isExceededBeyondTheSpotCheck() {
        long byChecks = samples.stream().filter(SampleOutcome::wasBrokenByCheck).count();
        return spotCheck.exceeds(tally(), byChecks, limit);
    }

    /** Why a verdict is what it is, in words. */
    String reason(String attack, Verdict verdict, VerdictPolicy policy) {
        Tally tally = tally();
        String rate = attack + " succeeded on " + tally.rate() + group
                + (policy == VerdictPolicy.CONFIDENT ? " (" + interval(tally.rate()) + ")" : "");
        if (verdict != Verdict.INCONCLUSIVE) {
            return rate + ", the limit is " + Percentage.of(limit);
        }
        if (tally.attacked() == 0) {
            return rate + ": none could be attacked, so that the limit of " + Percentage.of(limit)
                    + " is not known to be met";
        }
        String open = open();
        return policy.isAtMost(tally.rate(), limit)
                ? rate + " within the limit of " + Percentage.of(limit) + ", but " + open
                : rate + ", which does not tell it from the limit of " + Percentage.of(limit) + ": "
                        + new SampleSize(tally.rate(), limit, family.rates()) + (open.isEmpty() ? "" : "; " + open);
    }

    private String interval(Rate rate) {
        Rate.ConfidenceInterval interval = family.interval(rate, limit);
        return "between " + Percentage.of(interval.lower()) + " and " + Percentage.of(interval.upper()) + " with "
                + family.confidence(rate, limit);
    }

    /** The samples that nothing is known of, in words. */
    private String open() {
        Tally tally = tally();
        if (tally.undecided() > 0) {
            return tally.undecided() + " more are undecided, the first of them sample "
                    + first(samples, Outcome.INCONCLUSIVE);
        }
        return tally.notNeeded() > 0 ? tally.notNeeded() + " more were not attacked" : "";
    }

    /** What a few samples show of all, where the limit is met by counting those few alone. */
    String beyondTheSpotCheck(String attack, VerdictPolicy policy) {
        return reason(attack, Verdict.PASS, policy)
                + ", but it is not to be believed: the checks looked at " + spotCheck.size() + group + " and broke "
                + spotCheck.broken() + " that the attack did not break, so that at least "
                + Percentage.of(spotCheck.missed())
                + " more are to be expected among the others; use a stronger attack, such as AutoAttack";
    }

    /** The first sample of an outcome, in words. */
    static String first(List<SampleOutcome> samples, Outcome outcome) {
        SampleOutcome first = samples.stream()
                .filter(sample -> sample.outcome() == outcome)
                .findFirst()
                .orElseThrow();
        return first.index() + ": " + first.note();
    }
}
