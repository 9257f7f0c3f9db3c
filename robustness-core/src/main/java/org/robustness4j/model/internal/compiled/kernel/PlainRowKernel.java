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
final class PlainRowKernel implements RowKernel {

    /** The terms that are taken together stay in the first-level cache. */
    private static final int VALUES_IN_CACHE = 6_144;

    /**
     * Shorter rows go through loops of their own: the compiler unrolls a loop by the lengths it has seen, and short
     * rows would spoil it for long ones.
     */
    private static final int SHORT = 96;

    private static final int STRIDE = PackedWeights.TOGETHER;

    private final RowLoops loops = new RowLoops();

    @Override
    public int lengthOfBlocks() {
        return 512;
    }

    @Override
    public int termsInCache(int n) {
        return Math.max(3, VALUES_IN_CACHE / n / 3 * 3);
    }

    @Override
    public void add(float[][] y, int sums, float[][] x, int terms, float[][] w, int from, int n) {
        int chunk = n < SHORT ? terms : termsInCache(n);
        for (int first = 0; first < terms; first += chunk) {
            int last = Math.min(terms, first + chunk);
            for (int j = 0; j < sums; j += 2) {
                boolean isPair = j + 1 < sums && n >= SHORT;
                if (isPair) {
                    pair(y[j], y[j + 1], x, first, last, w[j], from, w[j + 1], from, 1, n);
                } else {
                    single(y[j], x, first, last, w[j], from, 1, n);
                }
                if (!isPair && j + 1 < sums) {
                    single(y[j + 1], x, first, last, w[j + 1], from, 1, n);
                }
            }
        }
    }

    @Override
    public void add(
            float[][] y, int sums, float[][] x, int terms, PackedWeights w, int firstSum, int firstTerm, int n) {
        int chunk = n < SHORT ? terms : termsInCache(n);
        for (int first = 0; first < terms; first += chunk) {
            int last = Math.min(terms, first + chunk);
            for (int j = 0; j < sums; j += 2) {
                boolean isPair = j + 1 < sums && n >= SHORT;
                int from = w.index(firstSum + j, firstTerm);
                if (isPair) {
                    pair(y[j], y[j + 1], x, first, last, w.values(), from, w.values(), from + 1, STRIDE, n);
                } else {
                    single(y[j], x, first, last, w.values(), from, STRIDE, n);
                }
                if (!isPair && j + 1 < sums) {
                    single(y[j + 1], x, first, last, w.values(), from + 1, STRIDE, n);
                }
            }
        }
    }

    /** The weights of the terms stand a stride behind each other. */
    private void pair(
            float[] y0,
            float[] y1,
            float[][] x,
            int first,
            int last,
            float[] w0,
            int from0,
            float[] w1,
            int from1,
            int stride,
            int n) {
        int k = first;
        int i = from0 + k * stride;
        int j = from1 + k * stride;
        for (; k + 2 < last; k += 3) {
            loops.threeTermsTwoSums(
                    y0,
                    y1,
                    x[k],
                    x[k + 1],
                    x[k + 2],
                    w0[i],
                    w0[i + stride],
                    w0[i + 2 * stride],
                    w1[j],
                    w1[j + stride],
                    w1[j + 2 * stride],
                    n);
            i += 3 * stride;
            j += 3 * stride;
        }
        for (; k < last; k++) {
            loops.oneTermTwoSums(y0, y1, x[k], w0[i], w1[j], n);
            i += stride;
            j += stride;
        }
    }

    private void single(float[] y, float[][] x, int first, int last, float[] w, int from, int stride, int n) {
        if (n < SHORT) {
            ShortRowProduct.add(y, x, first, last, w, from + first * stride, stride, 0, n);
            return;
        }
        int k = first;
        int i = from + k * stride;
        for (; k + 2 < last; k += 3) {
            loops.threeTerms(y, x[k], x[k + 1], x[k + 2], w[i], w[i + stride], w[i + 2 * stride], n);
            i += 3 * stride;
        }
        for (; k < last; k++) {
            loops.oneTerm(y, x[k], w[i], n);
            i += stride;
        }
    }
}
