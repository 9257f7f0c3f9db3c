package org.robustness4j.evaluation.internal;

import java.math.BigDecimal;
import java.util.Locale;
import org.robustness4j.evaluation.Rate;

/** Shares for people; decisions are taken on exact counts. */
public final class Percentage {

    private Percentage() {}

    /** With two decimals, since it is compared with a limit; or "undefined". */
    public static String of(Rate rate) {
        return rate.total() == 0 ? "undefined" : of(rate.value());
    }

    /** Any share with two decimals, as in 92.37 %. */
    public static String of(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** Any share with one decimal, for tables and pictures, as in 92.4 %. */
    public static String brief(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Both ends with two decimals. */
    public static String of(Rate.ConfidenceInterval interval) {
        return of(interval.lower()) + " to " + of(interval.upper());
    }

    /** A limit as it was set, with no digit more. */
    public static String of(BigDecimal limit) {
        return limit.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
