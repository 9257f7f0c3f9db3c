package org.robustness4j.model.internal.compiled.kernel;

/** {@link RowProduct} for short rows: four terms at a time, added in the same order. */
final class ShortRowProduct {

    private ShortRowProduct() {}

    static void add(float[][] y, int sums, float[][] x, int terms, float[][] w, int from, int n) {
        for (int j = 0; j < sums; j++) {
            int k = 0;
            for (; k + 3 < terms; k += 4) {
                fourTerms(y[j], x[k], x[k + 1], x[k + 2], x[k + 3], w[j], from + k, n);
            }
            for (; k < terms; k++) {
                oneTerm(y[j], x[k], w[j][from + k], n);
            }
        }
    }

    private static void fourTerms(
            float[] y, float[] x0, float[] x1, float[] x2, float[] x3, float[] w, int from, int n) {
        float w0 = w[from];
        float w1 = w[from + 1];
        float w2 = w[from + 2];
        float w3 = w[from + 3];
        for (int i = 0; i < n; i++) {
            float sum = Math.fma(w1, x1[i], Math.fma(w0, x0[i], y[i]));
            y[i] = Math.fma(w3, x3[i], Math.fma(w2, x2[i], sum));
        }
    }

    private static void oneTerm(float[] y, float[] x, float w, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(w, x[i], y[i]);
        }
    }
}
