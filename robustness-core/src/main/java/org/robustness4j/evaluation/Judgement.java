package org.robustness4j.evaluation;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on an evaluation, with its reason in words.
 *
 * @param verdict the verdict
 * @param demand what was demanded
 * @param reason why, for people
 */
public record Judgement(Verdict verdict, Demand demand, String reason) {

    /** The highest attack success rate accepted, null when there is none. */
    public @Nullable BigDecimal limit() {
        return demand.limit();
    }

    /**
     * Judges an evaluation by the highest attack success rate that is accepted, by exact counts.
     *
     * @param limit between 0 and 1, or null to record the result only
     * @throws IllegalArgumentException if the limit is not between 0 and 1
     */
    public static Judgement of(AttackEvaluation evaluation, @Nullable BigDecimal limit) {
        return by(evaluation, Demand.atMost(limit));
    }

    /** Judges an evaluation by what is demanded of it. */
    public static Judgement by(AttackEvaluation evaluation, Demand demand) {
        Tally tally = evaluation.tally();
        long invalid = evaluation.count(Outcome.INVALID);
        if (invalid > 0) {
            return new Judgement(Verdict.INCONCLUSIVE, demand, invalidReason(evaluation, invalid));
        }
        if (tally.attacked() == 0) {
            return new Judgement(
                    Verdict.INCONCLUSIVE,
                    demand,
                    "no sample could be attacked: of " + evaluation.outcomes().size() + " samples the model classifies "
                            + evaluation.cleanAccuracy().count()
                            + " correctly, and those with the target class are left out; check labels, range and preprocessing");
        }
        if (!tally.isDecided()) {
            return new Judgement(
                    Verdict.INCONCLUSIVE,
                    demand,
                    evaluation.attack() + " decided nothing about any of " + tally.attacked()
                            + " samples, the first of them sample " + first(evaluation, Outcome.INCONCLUSIVE));
        }
        BigDecimal limit = demand.limit();
        if (limit == null) {
            String undecided = tally.undecided() == 0 ? "" : ", " + tally.undecided() + " are undecided";
            return new Judgement(
                    Verdict.RECORDED,
                    demand,
                    evaluation.attack() + " succeeded on " + tally.rate() + undecided + ", no limit is set");
        }
        Verdict verdict = demand.policy().judge(tally, limit);
        return new Judgement(verdict, demand, reason(evaluation, tally, verdict, limit, demand.policy()));
    }

    private static String reason(
            AttackEvaluation evaluation, Tally tally, Verdict verdict, BigDecimal limit, VerdictPolicy policy) {
        String rate = evaluation.attack() + " succeeded on " + tally.rate()
                + (policy == VerdictPolicy.CONFIDENT ? " (" + interval(tally.rate()) + ")" : "");
        if (verdict != Verdict.INCONCLUSIVE) {
            return rate + ", the limit is " + limit;
        }
        if (policy.isAtMost(tally.rate(), limit)) {
            return rate + " within the limit of " + limit + ", but " + tally.undecided()
                    + " more are undecided, the first of them sample " + first(evaluation, Outcome.INCONCLUSIVE);
        }
        return rate + ", which does not tell it from the limit of " + limit + ": "
                + new SampleSize(tally.rate(), limit)
                + (tally.undecided() == 0
                        ? ""
                        : "; " + tally.undecided() + " are undecided, the first of them sample "
                                + first(evaluation, Outcome.INCONCLUSIVE));
    }

    private static String interval(Rate rate) {
        return String.format(
                Locale.ROOT,
                "between %.2f %% and %.2f %% with 95 %% confidence",
                100 * rate.interval().lower(),
                100 * rate.interval().upper());
    }

    private static String invalidReason(AttackEvaluation evaluation, long invalid) {
        return evaluation.attack() + " returned " + invalid + " points outside the rules, the first for sample "
                + first(evaluation, Outcome.INVALID) + "; this is a defect of the attack";
    }

    private static String first(AttackEvaluation evaluation, Outcome outcome) {
        SampleOutcome first = evaluation.outcomes().stream()
                .filter(sample -> sample.outcome() == outcome)
                .findFirst()
                .orElseThrow();
        return first.index() + ": " + first.note();
    }
}
