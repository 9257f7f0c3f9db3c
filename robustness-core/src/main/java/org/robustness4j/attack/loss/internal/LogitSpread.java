package org.robustness4j.attack.loss.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.robustness4j.data.Matrix;

/**
 * How far apart the logits of the classes are that can win: what differences between two computations of the same
 * logits are measured by. Neither a constant added to all logits nor classes that never come near the lead, such as
 * those masked with -1e9, change it.
 *
 * @param spread the distance, at least 0
 */
public record LogitSpread(double spread) {

    /** How many steps of float32 two honest ways to compute one difference of logits lie apart at most. */
    private static final int STEPS = 8;

    /**
     * Where most samples have some class masked and others not, the distance of the first two classes bounds the
     * spread.
     */
    private static final double MOST_GAPS = 100;

    /**
     * Measures the logits of some samples, by the median over the samples. The classes that count are those that are
     * first or second for one sample at least.
     *
     * @param logits {@code [n, classes]}, finite, of at least one sample
     */
    public static LogitSpread of(Matrix logits) {
        boolean[] leads = new boolean[logits.columns()];
        double[] gaps = new double[logits.rows()];
        for (int i = 0; i < logits.rows(); i++) {
            float[] row = logits.row(i);
            int first = logits.argMax(i);
            leads[first] = true;
            if (row.length > 1) {
                int second = Logits.largestBut(row, first);
                leads[second] = true;
                gaps[i] = (double) row[first] - row[second];
            }
        }
        double[] spreads = IntStream.range(0, logits.rows())
                .mapToDouble(i -> spread(logits.row(i), leads))
                .toArray();
        return new LogitSpread(Math.min(median(spreads), MOST_GAPS * median(gaps)));
    }

    private static double spread(float[] row, boolean[] leads) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < row.length; j++) {
            smallest = leads[j] ? Math.min(smallest, row[j]) : smallest;
            largest = leads[j] ? Math.max(largest, row[j]) : largest;
        }
        return largest - smallest;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /**
     * Whether two logits differ by more than a share of the spread and than rounding explains: two values of one class
     * that were computed in two ways, or those of two classes.
     *
     * @param share of the spread, such as 1e-4
     */
    public boolean differ(float one, float other, double share) {
        return Math.abs((double) one - other) > share * spread + rounding(one, other);
    }

    /**
     * How far apart two honest float32 computations may put two logits because of where the logits lie: a few steps
     * from one float32 value to the next. At 1e5 that is 0.06, at 10 it is 1e-5.
     */
    public static double rounding(float one, float other) {
        return STEPS * (double) Math.max(Math.ulp(one), Math.ulp(other));
    }
}
