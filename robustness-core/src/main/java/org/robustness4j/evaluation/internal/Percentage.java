package org.robustness4j.evaluation.internal;

import java.math.BigDecimal;
import java.util.Locale;
import org.robustness4j.evaluation.Rate;

/** Rates for people; decisions are taken on exact counts. */
public final class Percentage {

    private Percentage() {}

    public static String of(Rate rate) {
        return rate.total() == 0 ? "undefined" : String.format(Locale.ROOT, "%.2f %%", 100 * rate.value());
    }

    public static String of(Rate.ConfidenceInterval interval) {
        return String.format(Locale.ROOT, "%.2f %% to %.2f %%", 100 * interval.lower(), 100 * interval.upper());
    }

    public static String of(BigDecimal limit) {
        return limit.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
