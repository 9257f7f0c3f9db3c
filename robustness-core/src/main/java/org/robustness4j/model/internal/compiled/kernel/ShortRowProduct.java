package org.robustness4j.model.internal.compiled.kernel;

/** Sums of short rows: four terms at a time, added in the same order as those of long ones. */
final class ShortRowProduct {

    private ShortRowProduct() {}

    /**
     * Adds products to a part of a row.
     *
     * @param w where the weight of the first term stands at {@code from}, and those of the others a stride behind each
     *     other
     */
    static void add(float[] y, float[][] x, int first, int last, float[] w, int from, int stride, int begin, int end) {
        int k = first;
        int i = from;
        for (; k + 3 < last; k += 4) {
            fourTerms(
                    y,
                    x[k],
                    x[k + 1],
                    x[k + 2],
                    x[k + 3],
                    w[i],
                    w[i + stride],
                    w[i + 2 * stride],
                    w[i + 3 * stride],
                    begin,
                    end);
            i += 4 * stride;
        }
        for (; k < last; k++) {
            oneTerm(y, x[k], w[i], begin, end);
            i += stride;
        }
    }

    private static void fourTerms(
            float[] y,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float w0,
            float w1,
            float w2,
            float w3,
            int begin,
            int end) {
        for (int i = begin; i < end; i++) {
            float sum = Math.fma(w1, x1[i], Math.fma(w0, x0[i], y[i]));
            y[i] = Math.fma(w3, x3[i], Math.fma(w2, x2[i], sum));
        }
    }

    private static void oneTerm(float[] y, float[] x, float w, int begin, int end) {
        for (int i = begin; i < end; i++) {
            y[i] = Math.fma(w, x[i], y[i]);
        }
    }
}
