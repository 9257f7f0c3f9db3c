package org.robustness4j.model.internal.compiled.kernel;

/**
 * {@code y[j] += sum over k of w[j][k] * x[k]} for long rows x and y: the matrix product at the heart of dense and
 * convolutional layers.
 *
 * <p>Each value of y is summed in the order of k, one fused multiply-add at a time, however rows are grouped: the
 * result has the same bits whatever the length of the rows. The groups of three terms and two sums are the largest that
 * the compiler of JDK 17 still vectorises (its LoopUnrollLimit is 60 nodes), and reach 130 GFLOP/s where single ones
 * reach 50. All rows are read at the same index because the compiler cannot prove anything about overlaps at different
 * ones.
 */
public final class RowProduct {

    /** The terms that are taken together stay in the first-level cache. */
    private static final int VALUES_IN_CACHE = 6_144;

    /**
     * Shorter rows go through loops of their own: the compiler unrolls a loop by the lengths it has seen, and short
     * rows would spoil it for long ones.
     */
    private static final int SHORT = 96;

    private RowProduct() {}

    /**
     * Adds products to rows.
     *
     * @param y the sums
     * @param sums how many sums there are
     * @param x the rows
     * @param terms how many rows there are
     * @param w for each sum its weights
     * @param from where in {@code w[j]} the weight of {@code x[0]} stands
     * @param n the length of the rows
     */
    public static void add(float[][] y, int sums, float[][] x, int terms, float[][] w, int from, int n) {
        if (n < SHORT) {
            ShortRowProduct.add(y, sums, x, terms, w, from, n);
            return;
        }
        int chunk = Math.max(3, VALUES_IN_CACHE / n / 3 * 3);
        for (int first = 0; first < terms; first += chunk) {
            int last = Math.min(terms, first + chunk);
            int j = 0;
            for (; j + 1 < sums; j += 2) {
                pair(y[j], y[j + 1], x, first, last, w[j], w[j + 1], from, n);
            }
            if (j < sums) {
                single(y[j], x, first, last, w[j], from, n);
            }
        }
    }

    private static void pair(
            float[] y0, float[] y1, float[][] x, int first, int last, float[] w0, float[] w1, int from, int n) {
        int k = first;
        for (; k + 2 < last; k += 3) {
            int i = from + k;
            threeTermsTwoSums(
                    y0, y1, x[k], x[k + 1], x[k + 2], w0[i], w0[i + 1], w0[i + 2], w1[i], w1[i + 1], w1[i + 2], n);
        }
        for (; k < last; k++) {
            oneTermTwoSums(y0, y1, x[k], w0[from + k], w1[from + k], n);
        }
    }

    private static void single(float[] y, float[][] x, int first, int last, float[] w, int from, int n) {
        int k = first;
        for (; k + 2 < last; k += 3) {
            int i = from + k;
            threeTerms(y, x[k], x[k + 1], x[k + 2], w[i], w[i + 1], w[i + 2], n);
        }
        for (; k < last; k++) {
            oneTerm(y, x[k], w[from + k], n);
        }
    }

    private static void threeTermsTwoSums(
            float[] y0,
            float[] y1,
            float[] x0,
            float[] x1,
            float[] x2,
            float w00,
            float w01,
            float w02,
            float w10,
            float w11,
            float w12,
            int n) {
        for (int i = 0; i < n; i++) {
            float a = x0[i];
            float b = x1[i];
            float c = x2[i];
            y0[i] = Math.fma(w02, c, Math.fma(w01, b, Math.fma(w00, a, y0[i])));
            y1[i] = Math.fma(w12, c, Math.fma(w11, b, Math.fma(w10, a, y1[i])));
        }
    }

    private static void oneTermTwoSums(float[] y0, float[] y1, float[] x, float w0, float w1, int n) {
        for (int i = 0; i < n; i++) {
            float a = x[i];
            y0[i] = Math.fma(w0, a, y0[i]);
            y1[i] = Math.fma(w1, a, y1[i]);
        }
    }

    private static void threeTerms(float[] y, float[] x0, float[] x1, float[] x2, float w0, float w1, float w2, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(w2, x2[i], Math.fma(w1, x1[i], Math.fma(w0, x0[i], y[i])));
        }
    }

    private static void oneTerm(float[] y, float[] x, float w, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(w, x[i], y[i]);
        }
    }
}
