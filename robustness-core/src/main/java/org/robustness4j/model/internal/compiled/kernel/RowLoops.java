package org.robustness4j.model.internal.compiled.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Loops over rows that are never inlined. Within the loops of a caller the compiler of JDK 17 leaves inner ones without
 * vectors as often as not, depending on what it has seen when it compiles, and they then take four times as long. What
 * is called through a handle that is no constant is compiled by itself; the fields of an object that is no record are
 * none to the compiler, though they are final.
 */
final class RowLoops {

    private final MethodHandle threeTermsTwoSums = handle("loopOfThreeTermsTwoSums", 5, 6);

    private final MethodHandle oneTermTwoSums = handle("loopOfOneTermTwoSums", 3, 2);

    private final MethodHandle threeTerms = handle("loopOfThreeTerms", 4, 3);

    private final MethodHandle oneTerm = handle("loopOfOneTerm", 2, 1);

    private final MethodHandle rectifier = handle("loopOfRectifier", 1, 1);

    private final MethodHandle rectifierGradient = handle("loopOfRectifierGradient", 2, 1);

    private static MethodHandle handle(String name, int rows, int weights) {
        Stream<Class<?>> parameters = Stream.of(
                        IntStream.range(0, rows).<Class<?>>mapToObj(i -> float[].class),
                        IntStream.range(0, weights).<Class<?>>mapToObj(i -> float.class),
                        Stream.<Class<?>>of(int.class))
                .flatMap(each -> each);
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            RowLoops.class, name, MethodType.methodType(void.class, parameters.toArray(Class[]::new)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The loop " + name + " is missing", e);
        }
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }

    void threeTermsTwoSums(
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
        try {
            threeTermsTwoSums.invokeExact(y0, y1, x0, x1, x2, w00, w01, w02, w10, w11, w12, n);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void oneTermTwoSums(float[] y0, float[] y1, float[] x, float w0, float w1, int n) {
        try {
            oneTermTwoSums.invokeExact(y0, y1, x, w0, w1, n);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void threeTerms(float[] y, float[] x0, float[] x1, float[] x2, float w0, float w1, float w2, int n) {
        try {
            threeTerms.invokeExact(y, x0, x1, x2, w0, w1, w2, n);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void oneTerm(float[] y, float[] x, float w, int n) {
        try {
            oneTerm.invokeExact(y, x, w, n);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Has values go through a rectifier. */
    void rectifier(float[] y, float slope, int n) {
        try {
            rectifier.invokeExact(y, slope, n);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Has gradients go back through the rectifier that values come from. */
    void rectifierGradient(float[] y, float[] gradient, float slope, int n) {
        try {
            rectifierGradient.invokeExact(y, gradient, slope, n);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void loopOfRectifier(float[] y, float slope, int n) {
        Rows.rectify(y, y, slope, n);
    }

    static void loopOfRectifierGradient(float[] y, float[] gradient, float slope, int n) {
        Rows.rectifierGradient(y, gradient, gradient, slope, n);
    }

    static void loopOfThreeTermsTwoSums(
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

    static void loopOfOneTermTwoSums(float[] y0, float[] y1, float[] x, float w0, float w1, int n) {
        for (int i = 0; i < n; i++) {
            float a = x[i];
            y0[i] = Math.fma(w0, a, y0[i]);
            y1[i] = Math.fma(w1, a, y1[i]);
        }
    }

    static void loopOfThreeTerms(float[] y, float[] x0, float[] x1, float[] x2, float w0, float w1, float w2, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(w2, x2[i], Math.fma(w1, x1[i], Math.fma(w0, x0[i], y[i])));
        }
    }

    static void loopOfOneTerm(float[] y, float[] x, float w, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(w, x[i], y[i]);
        }
    }
}
