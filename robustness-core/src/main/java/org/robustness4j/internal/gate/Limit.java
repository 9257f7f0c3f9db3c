package org.robustness4j.internal.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.verdict.SpotCheck;
import org.robustness4j.verdict.VerdictPolicy;
import org.robustness4j.verdict.internal.Family;
import org.robustness4j.verdict.internal.SampleSize;

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

    /**
     * What is wrong by a limit.
     *
     * @param message what was found and what is demanded
     * @param isInconclusive whether it may be met, but that is not known
     */
    record Miss(String message, boolean isInconclusive) {}

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
     * classes or slices the worst of which it is certain, or else the worst of which it is not known.
     */
    Optional<Miss> miss(EvaluationRecord evaluation) {
        List<Measurement> measured = metric.of(evaluation);
        if (measured.isEmpty()) {
            return Optional.of(new Miss(
                    metric.key() + " is undefined, because the evaluation has no such groups, so no limit on it is met",
                    false));
        }
        List<Candidate> candidates = measured.stream()
                .flatMap(value -> miss(value, evaluation.judged().policy()).stream())
                .map(candidate -> isOpen(evaluation) ? candidate.inconclusive(open(evaluation)) : candidate)
                .toList();
        return candidates.stream()
                .filter(candidate -> !candidate.isInconclusive())
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .map(Candidate::miss);
    }

    /** What may be said of one of several classes or slices: only the words for the one that is said are looked for. */
    private record Candidate(boolean isInconclusive, Supplier<String> message) {

        Miss miss() {
            return new Miss(message.get(), isInconclusive);
        }

        Candidate inconclusive(String why) {
            return new Candidate(true, () -> message.get() + why);
        }
    }

    /** Why samples are not known to be robust, that were not broken. */
    private static String open(EvaluationRecord evaluation) {
        return evaluation.measured().certifiedAccuracy() == null
                ? "; no proofs were sought, which robustness.certify=true asks for"
                : "; the other samples that withstood the attack are neither broken nor proved to be robust";
    }

    /** Whether more samples might be proved to be robust, and enough of them. */
    private boolean isOpen(EvaluationRecord evaluation) {
        if (metric != Metric.CERTIFIED_ACCURACY || minimum == null) {
            return false;
        }
        Rate certified = evaluation.certifiedAccuracy();
        long unknown = evaluation.measured().count(Outcome.ROBUST)
                + evaluation.measured().count(Outcome.INCONCLUSIVE)
                + evaluation.measured().count(Outcome.NOT_NEEDED);
        Rate possible = new Rate(certified.count() + unknown, certified.total());
        return maximum == null
                && certified.total() > 0
                && !evaluation.judged().policy().isBelow(possible, minimum);
    }

    private Optional<Candidate> miss(Measurement value, VerdictPolicy policy) {
        if (value.rate().total() == 0) {
            return Optional.of(new Candidate(
                    false,
                    () -> metric.key() + value.of() + " is " + Percentage.of(value.rate()) + " (" + value.rate()
                            + "), so no limit on it is met"));
        }
        return Optional.ofNullable(maximum)
                .flatMap(highest -> above(value, policy, highest))
                .or(() -> Optional.ofNullable(minimum).flatMap(lowest -> below(value, policy, lowest)));
    }

    /** Samples of which nothing is known count as if they were broken, also under confidence. */
    private Optional<Candidate> above(Measurement value, VerdictPolicy policy, BigDecimal highest) {
        Rate actual = value.rate();
        int rates = value.family().rates();
        Supplier<String> found = () -> found(value, policy, value.family(), highest);
        String demanded = ", but the maximum is " + Percentage.of(highest);
        if (policy.isAbove(actual, highest, rates)) {
            return Optional.of(new Candidate(false, () -> found.get() + demanded));
        }
        if (policy.isAbove(value.worst(), highest, rates)) {
            return Optional.of(new Candidate(false, () -> found.get() + value.open() + demanded));
        }
        if (!policy.isAtMost(actual, highest)) {
            return Optional.of(straddling(found, "maximum", highest, new SampleSize(actual, highest, rates)));
        }
        return policy.isAtMost(value.worst(), highest)
                ? Optional.empty()
                : Optional.of(new Candidate(true, () -> found.get() + value.open() + demanded));
    }

    private Optional<Candidate> below(Measurement value, VerdictPolicy policy, BigDecimal lowest) {
        Rate actual = value.rate();
        Supplier<String> found = () -> found(value, policy, Family.SINGLE, lowest);
        if (policy.isBelow(actual, lowest)) {
            return Optional.of(
                    new Candidate(false, () -> found.get() + ", but the minimum is " + Percentage.of(lowest)));
        }
        Rate others = new Rate(actual.total() - actual.count(), actual.total());
        return policy.isAtLeast(actual, lowest)
                ? Optional.empty()
                : Optional.of(straddling(
                        found, "minimum", lowest, new SampleSize(others, BigDecimal.ONE.subtract(lowest), 1)));
    }

    private String found(Measurement value, VerdictPolicy policy, Family family, BigDecimal limit) {
        Rate actual = value.rate();
        return metric.key() + value.of() + " is " + Percentage.of(actual) + " (" + actual + ")"
                + (policy == VerdictPolicy.CONFIDENT
                        ? ", with " + family.confidence(actual, limit) + " "
                                + Percentage.of(family.interval(actual, limit))
                        : "");
    }

    private static Candidate straddling(Supplier<String> found, String bound, BigDecimal limit, SampleSize size) {
        return new Candidate(
                true,
                () -> found.get() + ", which does not tell it from the " + bound + " of " + Percentage.of(limit) + ": "
                        + size);
    }

    /** Whether proofs show that it is met even if every sample is broken that is not proved to be robust. */
    boolean isProved(EvaluationRecord evaluation) {
        VerdictPolicy policy = evaluation.judged().policy();
        if (evaluation.certifiedForTheModel() == 0) {
            return false;
        }
        return switch (metric) {
            case CERTIFIED_ACCURACY -> maximum == null;
            case ROBUST_ACCURACY ->
                maximum == null
                        && minimum != null
                        && policy.isAtLeast(
                                new Rate(
                                        evaluation.certifiedForTheModel(),
                                        evaluation.measured().robustAccuracy().total()),
                                minimum);
            case ATTACK_SUCCESS_RATE -> {
                long all = evaluation.tally().attacked() + evaluation.tally().notNeeded();
                long open = all - evaluation.certifiedForTheModel();
                yield minimum == null && maximum != null && policy.isAtMost(new Rate(open, all), maximum);
            }
            default -> false;
        };
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
