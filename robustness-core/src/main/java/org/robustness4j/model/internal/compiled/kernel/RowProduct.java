package org.robustness4j.model.internal.compiled.kernel;

/**
 * {@code y[j] += sum over k of w[j][k] * x[k]} for rows x and y: the matrix product at the heart of dense and
 * convolutional layers.
 *
 * <p>Each value of y is summed in the order of k, one fused multiply-add at a time, however rows are grouped: the
 * result has the same bits whatever the length of the rows, and whatever computes it.
 */
public final class RowProduct {

    private static final RowKernel KERNEL = RowKernel.fastest();

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
        KERNEL.add(y, sums, x, terms, w, from, n);
    }

    /**
     * Adds products to rows, as above.
     *
     * @param w the weights
     * @param firstSum the number there of {@code y[0]}, a multiple of four
     * @param firstTerm the number there of {@code x[0]}
     */
    static void add(
            float[][] y, int sums, float[][] x, int terms, PackedWeights w, int firstSum, int firstTerm, int n) {
        KERNEL.add(y, sums, x, terms, w, firstSum, firstTerm, n);
    }

    /** How long rows are at best that are put together of shorter ones. */
    static int lengthOfBlocks() {
        return KERNEL.lengthOfBlocks();
    }

    /** How many rows of a length are taken together. */
    static int termsInCache(int n) {
        return KERNEL.termsInCache(n);
    }
}
