package org.robustness4j.model.internal.compiled.kernel;

/**
 * Sigmoid and hyperbolic tangent of parts of rows, with their derivatives, in loops that the compiler of JDK 17
 * vectorises.
 *
 * <p>Both follow from {@code u = exp(v) - 1} for {@code v >= 0}, and that from a polynomial at {@code v / 128} and
 * seven times {@code exp(2 t) - 1 = u (u + 2)}: additions, products and one quotient, whose bits are the same on every
 * processor. The error of u is that which a rounding of v makes anyway. Far from zero both derivatives keep their
 * relative precision, where {@code y (1 - y)} would be lost.
 */
public final class SigmoidRows {

    private static final float HUGE = Float.MAX_VALUE;

    /** Beyond, exp would leave the range of float32. */
    private static final float LARGEST = 87;

    private static final float PART = 1f / 128;

    private SigmoidRows() {}

    /** Replaces values by their sigmoids. */
    public static void sigmoid(float[] x, float[] slopes, int from, int to) {
        exponential(x, slopes, 1, from, to);
        for (int i = from; i < to; i++) {
            float tail = 1 / (2 + slopes[i]);
            float positive = Math.min(1f, Math.max(x[i], 0f) * HUGE * HUGE);
            x[i] = Math.fma(positive, Math.fma(-2, tail, 1), tail);
            slopes[i] = Math.fma(-tail, tail, tail);
        }
    }

    /** Replaces values by their hyperbolic tangents. */
    public static void tanh(float[] x, float[] slopes, int from, int to) {
        exponential(x, slopes, 2, from, to);
        for (int i = from; i < to; i++) {
            float u = slopes[i];
            float tail = 1 / (2 + u);
            float positive = Math.min(1f, Math.max(x[i], 0f) * HUGE * HUGE);
            x[i] = u * tail * Math.fma(2, positive, -1);
            slopes[i] = 4 * Math.fma(-tail, tail, tail);
        }
    }

    /** {@code u[i] = exp(scale |x[i]|) - 1}. */
    private static void exponential(float[] x, float[] u, float scale, int from, int to) {
        for (int i = from; i < to; i++) {
            float t = Math.min(Math.abs(x[i]) * scale, LARGEST) * PART;
            float third = Math.fma(t, Math.fma(t, Math.fma(t, 1f / 5040, 1f / 720), 1f / 120), 1f / 24);
            u[i] = t * Math.fma(t, Math.fma(t, Math.fma(t, third, 1f / 6), 0.5f), 1f);
        }
        for (int i = from; i < to; i++) {
            float a = u[i];
            a *= a + 2;
            a *= a + 2;
            a *= a + 2;
            a *= a + 2;
            a *= a + 2;
            a *= a + 2;
            u[i] = a * (a + 2);
        }
    }
}
