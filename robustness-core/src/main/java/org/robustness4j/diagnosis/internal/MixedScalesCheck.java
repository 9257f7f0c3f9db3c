package org.robustness4j.diagnosis.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;

/**
 * One epsilon is for all columns of a table. Where one varies by thousands and another one by one, it is a share too
 * small to matter of the first, or all of the second: a limit that is met then says little.
 *
 * @param samples a table
 * @param domain which columns an adversary may change
 * @param featureName the name of a column, for people
 */
record MixedScalesCheck(Samples samples, Domain domain, IntFunction<String> featureName) {

    static final String NAME = "mixed-scales";

    /**
     * How much further the widest column may vary than one in the lowest quarter: pixels in a row, counts beside shares,
     * and standard deviations with a long tail stay below it.
     */
    private static final double MOST = 50;

    Finding finding() {
        double[] spreads = samples.shape().layout() == Layout.FLAT ? spreads() : new double[0];
        int[] columns = IntStream.range(0, spreads.length)
                .filter(f -> spreads[f] > 0 && domain.isMutable(f))
                .toArray();
        double[] sorted =
                IntStream.of(columns).mapToDouble(f -> spreads[f]).sorted().toArray();
        if (sorted.length < 2) {
            return Finding.ok(NAME, "fewer than two columns vary");
        }
        double low = sorted[sorted.length / 4];
        double widest = sorted[sorted.length - 1];
        String measured = String.format(
                Locale.ROOT,
                "%s varies by %.3g, and %s by %.3g",
                featureName.apply(columnOf(low, columns, spreads)),
                low,
                featureName.apply(columnOf(widest, columns, spreads)),
                widest);
        return widest <= MOST * low
                ? Finding.ok(NAME, measured)
                : Finding.note(
                        NAME,
                        measured + ", but one epsilon is for both: what is small for one is all or nothing for the"
                                + " other; attack standardised samples, so that epsilon is in standard deviations, or mask"
                                + " all features but those of one unit");
    }

    private double[] spreads() {
        Matrix inputs = samples.inputs();
        double[] low = new double[samples.shape().values()];
        double[] high = new double[samples.shape().values()];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < inputs.rows(); i++) {
            for (int f = 0; f < low.length; f++) {
                double value = inputs.get(i, f);
                low[f] = Math.min(low[f], value);
                high[f] = Math.max(high[f], value);
            }
        }
        return IntStream.range(0, low.length).mapToDouble(f -> high[f] - low[f]).toArray();
    }

    private static int columnOf(double spread, int[] columns, double[] spreads) {
        return IntStream.of(columns)
                .filter(f -> spreads[f] == spread)
                .findFirst()
                .orElseThrow();
    }
}
