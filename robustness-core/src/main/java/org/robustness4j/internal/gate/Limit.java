package org.robustness4j.internal.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.verdict.SpotCheck;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * How low or high a rate may be. Exact counts are compared, never rounded percentages, or confidence intervals where
 * the evaluation was judged by them; a rate of no samples meets no limit.
 *
 * @param metric the rate
 * @param minimum the lowest value allowed, null when there is none
 * @param maximum the highest value allowed, null when there is none
 */
public record Limit(
        Metric metric,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum) {

    /** @throws IllegalArgumentException if there is neither minimum nor maximum, or one is not between 0 and 1 */
    public Limit {
        if (minimum == null && maximum == null) {
            throw new IllegalArgumentException(
                    "The limit on " + metric.key() + " has neither a minimum nor a maximum; give one of them");
        }
        requireShare(metric, minimum);
        requireShare(metric, maximum);
    }

    private static void requireShare(Metric metric, @Nullable BigDecimal value) {
        if (value != null && (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException(
                    "The limit on " + metric.key() + " is " + value + ", but must lie between 0 and 1 (0.05 is 5 %)");
        }
    }

    /** The highest value allowed of a metric. */
    public static Limit atMost(Metric metric, BigDecimal maximum) {
        return new Limit(metric, null, maximum);
    }

    /** The lowest value allowed of a metric. */
    public static Limit atLeast(Metric metric, BigDecimal minimum) {
        return new Limit(metric, minimum, null);
    }

    /**
     * What an evaluation does wrong by this limit, under the policy that it was judged by, if anything: of several
     * classes or slices the worst.
     */
    Optional<String> violation(EvaluationRecord evaluation) {
        List<Measurement> measured = metric.of(evaluation);
        if (measured.isEmpty()) {
            return Optional.of(metric.key() + " is undefined, because the evaluation has no such groups, so no limit on"
                    + " it is met");
        }
        return measured.stream()
                .flatMap(value -> violation(value, evaluation.judged().policy()).stream())
                .findFirst();
    }

    private Optional<String> violation(Measurement value, VerdictPolicy policy) {
        Rate actual = value.rate();
        String found = metric.key() + value.of() + " is " + Percentage.of(actual) + " (" + actual + ")";
        if (actual.total() == 0) {
            return Optional.of(found + ", so no limit on it is met");
        }
        if (policy == VerdictPolicy.CONFIDENT) {
            found += ", with 95 % confidence " + Percentage.of(actual.interval());
        }
        if (maximum != null && !policy.isAtMost(actual, maximum)) {
            return Optional.of(found + ", but the maximum is " + Percentage.of(maximum));
        }
        if (maximum != null && !policy.isAtMost(value.worst(), maximum)) {
            return Optional.of(found + value.open() + ", but the maximum is " + Percentage.of(maximum));
        }
        if (minimum != null && !policy.isAtLeast(actual, minimum)) {
            return Optional.of(found + ", but the minimum is " + Percentage.of(minimum));
        }
        return Optional.empty();
    }

    /**
     * Why this limit is not known to be met, though what is counted meets it: of several classes or slices the worst.
     */
    Optional<String> doubt(EvaluationRecord evaluation) {
        BigDecimal highest = metric == Metric.ROBUST_ACCURACY ? null : maximum;
        if (highest == null) {
            return metric == Metric.ROBUST_ACCURACY ? belowBeyondTheProbe(evaluation) : Optional.empty();
        }
        return metric.of(evaluation).stream()
                .filter(value -> value.isExceededBeyondTheProbe(highest))
                .map(value -> beyond(value.of(), value.probe()))
                .findFirst()
                .or(() -> metric.unknown(evaluation));
    }

    private Optional<String> belowBeyondTheProbe(EvaluationRecord evaluation) {
        SpotCheck probe = evaluation.details().probe().probe();
        double attacked = evaluation.attackSuccessRate().total();
        double all = evaluation.measured().robustAccuracy().total();
        double expected = (evaluation.measured().robustAccuracy().count()
                        + evaluation.details().brokenByChecks()
                        - probe.missed() * attacked)
                / Math.max(1, all);
        return minimum != null && probe.broken() > 0 && expected < minimum.doubleValue()
                ? Optional.of(beyond("", probe))
                : Optional.empty();
    }

    private static String beyond(String of, SpotCheck probe) {
        return "the checks looked at " + probe.size() + " samples" + of + " and broke " + probe.broken()
                + " that the attack did not break, so that at least "
                + Percentage.of(probe.missed())
                + " more are to be expected among the others; use a stronger attack, such as AutoAttack";
    }

    @Override
    public String toString() {
        return metric.key()
                + (minimum == null ? "" : " >= " + Percentage.of(minimum))
                + (maximum == null ? "" : " <= " + Percentage.of(maximum));
    }
}
