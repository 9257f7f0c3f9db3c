package org.robustness4j.model.internal.compiled.kernel;

/**
 * Loops over whole rows, written so that the compiler of JDK 17 vectorises them: no branches, one index for all arrays,
 * comparisons as arithmetic.
 */
public final class Rows {

    /** Takes the smallest positive number beyond 1 when multiplied twice. */
    private static final float HUGE = Float.MAX_VALUE;

    /** The values in a cache line. */
    private static final int LINE = 16;

    /** The values in the header of an array. */
    private static final int HEADER = 4;

    private Rows() {}

    /**
     * Rows whose objects take whole cache lines, so that all of them lie alike in their lines when they are made one
     * after the other: loops over several rows then read few vectors that reach into a second line.
     *
     * @param length at least
     */
    public static float[][] take(int count, int length) {
        return new float[count][wholeLines(length)];
    }

    /** The next length that fills cache lines, behind the header of an array. */
    private static int wholeLines(int length) {
        return Math.max(length, -Math.floorDiv(-(length + HEADER), LINE) * LINE - HEADER);
    }

    /** 1 where a non-negative number is positive, 0 where it is 0. */
    private static float isPositive(float nonNegative) {
        return Math.min(1f, nonNegative * HUGE * HUGE);
    }

    public static void fill(float[] y, float value, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = value;
        }
    }

    public static void rectify(float[] x, float[] y, float slope, int n) {
        if (slope == 0) {
            rectify(x, y, n);
        } else {
            rectifyLeaking(x, y, slope, n);
        }
    }

    private static void rectify(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(x[i], 0f);
        }
    }

    private static void rectifyLeaking(float[] x, float[] y, float slope, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(x[i], slope * x[i]);
        }
    }

    /** The gradient before a rectifier: {@code g} where y is positive, otherwise {@code slope * g}. */
    public static void rectifierGradient(float[] y, float[] g, float[] result, float slope, int n) {
        float rest = 1 - slope;
        for (int i = 0; i < n; i++) {
            float positive = isPositive(Math.max(y[i], 0f));
            result[i] = g[i] * Math.fma(positive, rest, slope);
        }
    }

    public static void max(float[] y, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i], x[i]);
        }
    }

    /** Moves what is left of a gradient to where x is the maximum y. */
    public static void claim(float[] y, float[] x, float[] left, float[] claimed, int n) {
        for (int i = 0; i < n; i++) {
            float below = isPositive(y[i] - x[i]);
            float rest = left[i] * below;
            claimed[i] = left[i] - rest;
            left[i] = rest;
        }
    }

    public static void add(float[] y, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += x[i];
        }
    }

    /** The sum of two rows. */
    public static void sum(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i];
        }
    }

    public static void multiply(float[] y, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            y[i] *= x[i];
        }
    }

    public static void scale(float[] x, float[] y, float factor, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = factor * x[i];
        }
    }

    public static void affine(float[] x, float[] y, float factor, float offset, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(factor, x[i], offset);
        }
    }

    public static void addProduct(float[] y, float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(a[i], b[i], y[i]);
        }
    }

    static void addProducts(float[] y, float[] a, float[] b, float[] c, float[] d, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(c[i], d[i], Math.fma(a[i], b[i], y[i]));
        }
    }

    /** The sum in a fixed order: four sums of every fourth value. */
    public static float sum(float[] x, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        float rest = 0;
        for (; i < n; i++) {
            rest += x[i];
        }
        return s0 + s1 + (s2 + s3) + rest;
    }
}
