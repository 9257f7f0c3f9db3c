package org.robustness4j.evaluation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on an evaluation, with its reason in words.
 *
 * @param verdict the verdict
 * @param limit the highest attack success rate accepted, null when there is none
 * @param reason why, for people
 */
public record Judgement(Verdict verdict, @Nullable BigDecimal limit, String reason) {

    /**
     * Judges an evaluation by the highest attack success rate that is accepted.
     *
     * @param limit between 0 and 1, or null to record the result only
     * @throws IllegalArgumentException if the limit is not between 0 and 1
     */
    public static Judgement of(AttackEvaluation evaluation, @Nullable BigDecimal limit) {
        if (limit != null && (limit.signum() < 0 || limit.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException(
                    "The highest success rate must lie between 0 and 1 (0.05 is 5 %), but is " + limit);
        }
        Rate success = evaluation.attackSuccessRate();
        long invalid = evaluation.count(Outcome.INVALID);
        long unconfirmed = evaluation.count(Outcome.INCONCLUSIVE);
        if (invalid > 0) {
            return new Judgement(Verdict.INCONCLUSIVE, limit, invalidReason(evaluation, invalid));
        }
        if (success.total() == 0) {
            return new Judgement(
                    Verdict.INCONCLUSIVE,
                    limit,
                    "no sample could be attacked: of " + evaluation.outcomes().size() + " samples the model classifies "
                            + evaluation.cleanAccuracy().count()
                            + " correctly, and those with the target class are left out; check labels, range and preprocessing");
        }
        String rate = evaluation.attack() + " succeeded on " + success;
        if (unconfirmed == success.total()) {
            return new Judgement(
                    Verdict.INCONCLUSIVE,
                    limit,
                    evaluation.attack() + " decided nothing about any of " + success.total()
                            + " samples, the first of them sample " + first(evaluation, Outcome.INCONCLUSIVE));
        }
        if (limit == null) {
            String undecided = unconfirmed == 0 ? "" : ", " + unconfirmed + " are undecided";
            return new Judgement(Verdict.RECORDED, null, rate + undecided + ", no limit is set");
        }
        if (success.isAbove(limit)) {
            return new Judgement(Verdict.FAIL, limit, rate + ", the limit is " + limit);
        }
        if (new Rate(success.count() + unconfirmed, success.total()).isAbove(limit)) {
            return new Judgement(
                    Verdict.INCONCLUSIVE,
                    limit,
                    rate + " within the limit of " + limit + ", but " + unconfirmed
                            + " more are undecided, the first of them sample "
                            + first(evaluation, Outcome.INCONCLUSIVE));
        }
        return new Judgement(Verdict.PASS, limit, rate + ", the limit is " + limit);
    }

    /**
     * The judgement when there is reason to doubt that the attack would have found what is there: a limit that was met does
     * not count as met. One that was exceeded stays exceeded, as every broken sample is one.
     *
     * @param doubt the reason, for people
     */
    public Judgement doubted(String doubt) {
        return verdict == Verdict.PASS
                ? new Judgement(Verdict.INCONCLUSIVE, limit, reason + ", but it is not to be believed: " + doubt)
                : this;
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
