package org.robustness4j.evaluation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a test demands of an evaluation.
 *
 * @param limit the highest attack success rate accepted, null to record the result only
 * @param policy how rates are held to limits
 */
public record Demand(@Nullable BigDecimal limit, VerdictPolicy policy) {

    /** @throws IllegalArgumentException if a limit is not between 0 and 1 */
    public Demand {
        requireShare("success rate", limit);
    }

    private static void requireShare(String of, @Nullable BigDecimal limit) {
        if (limit != null && (limit.signum() < 0 || limit.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException(
                    "The highest " + of + " must lie between 0 and 1 (0.05 is 5 %), but is " + limit);
        }
    }

    /** A limit that exact counts are held to, or none. */
    public static Demand atMost(@Nullable BigDecimal limit) {
        return new Demand(limit, VerdictPolicy.POINT);
    }

    /** The same demand under another policy. */
    public Demand judgedBy(VerdictPolicy newPolicy) {
        return new Demand(limit, newPolicy);
    }
}
