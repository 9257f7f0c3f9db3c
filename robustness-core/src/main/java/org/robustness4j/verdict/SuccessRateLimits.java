package org.robustness4j.verdict;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntPredicate;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.StoppingRule;

/**
 * The highest attack success rates that are accepted, of all samples and of classes and slices, and the lowest certified
 * accuracy; rates lie between 0 and 1.
 *
 * @param limit the highest attack success rate accepted, null for any
 * @param classLimit the highest one accepted of any class, null for any
 * @param sliceLimit the highest one accepted of any slice, null for any
 * @param slices the slices, whose rates are known even if they are not limited
 * @param policy how rates are held to limits
 * @param minCertifiedAccuracy the lowest certified accuracy that is accepted, null for any: the share of all samples that
 *     are proved to be robust
 */
@API(status = Status.STABLE, since = "0.1")
public record SuccessRateLimits(
        @Nullable BigDecimal limit,
        @Nullable BigDecimal classLimit,
        @Nullable BigDecimal sliceLimit,
        List<Slice> slices,
        VerdictPolicy policy,
        @Nullable BigDecimal minCertifiedAccuracy) {

    /**
     * A named part of the data set, such as the pictures taken at night.
     *
     * @param name for people and results
     * @param contains whether the sample of an index belongs to it
     */
    public record Slice(String name, IntPredicate contains) {}

    /** @throws IllegalArgumentException if a limit is not between 0 and 1, or slices are limited and there are none */
    public SuccessRateLimits {
        requireShare("success rate", limit);
        requireShare("success rate of a class", classLimit);
        requireShare("success rate of a slice", sliceLimit);
        if (minCertifiedAccuracy != null
                && (minCertifiedAccuracy.signum() < 0 || minCertifiedAccuracy.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException(
                    "The lowest certified accuracy must lie between 0 and 1 (0.9 is 90 %), but is "
                            + minCertifiedAccuracy);
        }
        slices = List.copyOf(slices);
        if (sliceLimit != null && slices.isEmpty()) {
            throw new IllegalArgumentException("The success rate of slices is limited to " + sliceLimit
                    + ", but there are none; give at least one");
        }
    }

    private static void requireShare(String of, @Nullable BigDecimal limit) {
        if (limit != null && (limit.signum() < 0 || limit.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException(
                    "The highest " + of + " must lie between 0 and 1 (0.05 is 5 %), but is " + limit);
        }
    }

    /**
     * A limit on all samples that exact counts are held to.
     *
     * @param limit between 0 and 1; null to record the result only
     */
    public static SuccessRateLimits atMost(@Nullable BigDecimal limit) {
        return new SuccessRateLimits(limit, null, null, List.of(), VerdictPolicy.POINT, null);
    }

    /** The same limits under another policy. */
    public SuccessRateLimits judgedBy(VerdictPolicy newPolicy) {
        return new SuccessRateLimits(limit, classLimit, sliceLimit, slices, newPolicy, minCertifiedAccuracy);
    }

    /** The same limits, and one on every class. */
    public SuccessRateLimits ofEachClass(BigDecimal newClassLimit) {
        return new SuccessRateLimits(limit, newClassLimit, sliceLimit, slices, policy, minCertifiedAccuracy);
    }

    /** The same limits, with slices and a limit on each of them; null to record their rates only. */
    public SuccessRateLimits ofSlices(List<Slice> newSlices, @Nullable BigDecimal newSliceLimit) {
        return new SuccessRateLimits(limit, classLimit, newSliceLimit, newSlices, policy, minCertifiedAccuracy);
    }

    /** The same limits, and one on the share of samples that are proved to be robust; null for none. */
    public SuccessRateLimits certifiedAtLeast(@Nullable BigDecimal newMinCertifiedAccuracy) {
        return new SuccessRateLimits(limit, classLimit, sliceLimit, slices, policy, newMinCertifiedAccuracy);
    }

    /** The limit on a kind of group, null for none. */
    @Nullable
    BigDecimal limitOf(GroupTally.Kind kind) {
        return kind == GroupTally.Kind.CLASS ? classLimit : sliceLimit;
    }

    /** Whether any rate is limited. */
    public boolean isLimited() {
        return limit != null || classLimit != null || sliceLimit != null || minCertifiedAccuracy != null;
    }

    /** The rule that attacks no more samples once the verdict on these limits is certain. */
    public StoppingRule stopsOnceCertain() {
        return new VerdictStoppingRule(this);
    }
}
