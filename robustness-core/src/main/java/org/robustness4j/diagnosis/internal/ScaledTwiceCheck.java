package org.robustness4j.diagnosis.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.robustness4j.data.Matrix;
import org.robustness4j.diagnosis.Finding;

/**
 * Samples that have gone through the normaliser of the model before the model puts them through it: they end up in a
 * corner that the model was never trained on, where it is often right by luck and hard to fool.
 *
 * <p>What comes out of a normaliser varies by a few units around zero, whatever kind it is. Samples that do so
 * themselves, while what the model makes of them does not, are taken for such.
 *
 * @param samples as they are given
 * @param normalized the same as the first layer is given them
 * @param featureName the name of a feature, for people
 */
record ScaledTwiceCheck(Matrix samples, Matrix normalized, IntFunction<String> featureName) {

    static final String NAME = "scaled-twice";

    /** Of fewer the spread says nothing. */
    private static final int FEWEST = 10;

    /** In units that are usual: standard deviations, of which a hundred samples span five, or shares of a range. */
    private static final double USUAL_SPAN = 3;

    private static final double USUAL_MEAN = 3;

    /** Of the features that vary. */
    private static final double MOST = 0.75;

    Finding finding() {
        if (samples == normalized || samples.rows() < FEWEST) {
            return Finding.ok(NAME, "no normaliser, or fewer than " + FEWEST + " samples");
        }
        Spread[] given = Spread.of(samples);
        Spread[] made = Spread.of(normalized);
        int[] varying = IntStream.range(0, given.length)
                .filter(f -> given[f].span() > 0 && made[f].span() > 0)
                .toArray();
        double[] unusual = IntStream.of(varying)
                .mapToDouble(f -> made[f].unusual())
                .sorted()
                .toArray();
        long more = IntStream.of(varying)
                .filter(f -> given[f].unusual() < made[f].unusual())
                .count();
        boolean isScaledTwice = varying.length > 0 && unusual[unusual.length / 2] > 1 && more >= MOST * varying.length;
        if (!isScaledTwice) {
            return Finding.ok(NAME, "the samples are not in the units that the normaliser makes");
        }
        int worst = IntStream.of(varying)
                .boxed()
                .max((one, other) -> Double.compare(made[one].unusual(), made[other].unusual()))
                .orElseThrow();
        return Finding.doubt(
                NAME,
                featureName.apply(worst) + " has " + given[worst] + ", and the model's normaliser makes " + made[worst]
                        + " of it: the samples look as if they had gone through the normaliser already; give them as"
                        + " they are before it, or the network without it");
    }

    /**
     * How a feature varies.
     *
     * @param mean of all samples
     * @param span from the smallest to the largest
     */
    private record Spread(double mean, double span) {

        static Spread[] of(Matrix matrix) {
            double[] sum = new double[matrix.columns()];
            double[] low = new double[matrix.columns()];
            double[] high = new double[matrix.columns()];
            Arrays.fill(low, Double.POSITIVE_INFINITY);
            Arrays.fill(high, Double.NEGATIVE_INFINITY);
            for (int i = 0; i < matrix.rows(); i++) {
                for (int f = 0; f < sum.length; f++) {
                    double value = matrix.get(i, f);
                    sum[f] += value;
                    low[f] = Math.min(low[f], value);
                    high[f] = Math.max(high[f], value);
                }
            }
            return IntStream.range(0, sum.length)
                    .mapToObj(f -> new Spread(sum[f] / matrix.rows(), high[f] - low[f]))
                    .toArray(Spread[]::new);
        }

        /** How far it is from what comes out of a normaliser; of that, about a half at most. */
        double unusual() {
            return Math.abs(Math.log10(span / USUAL_SPAN)) + Math.abs(mean) / USUAL_MEAN;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "a mean of %.3g and a range of %.3g", mean, span);
        }
    }
}
