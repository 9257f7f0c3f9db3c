package org.robustness4j.model.internal.compiled.kernel;

import java.lang.reflect.Constructor;
import java.util.Arrays;

/** What adds products of rows to rows: plain Java, or the Vector API of the virtual machine where it was asked for. */
interface RowKernel {

    /** The module of the Vector API, which {@code --add-modules} adds. */
    String VECTOR_API = "jdk.incubator.vector";

    /** As {@link RowProduct} does. */
    void add(float[][] y, int sums, float[][] x, int terms, float[][] w, int from, int n);

    /** As {@link RowProduct} does. */
    void add(float[][] y, int sums, float[][] x, int terms, PackedWeights w, int firstSum, int firstTerm, int n);

    /** How long rows are at best that are put together of shorter ones. */
    int lengthOfBlocks();

    /** How many rows of a length are taken together. */
    int termsInCache(int n);

    /** The fastest that there is. */
    static RowKernel fastest() {
        if (ModuleLayer.boot().findModule(VECTOR_API).isEmpty()) {
            return new PlainRowKernel();
        }
        try {
            Constructor<?> constructor = Class.forName(RowKernel.class.getPackageName() + ".VectorRowKernel")
                    .getDeclaredConstructor();
            RowKernel kernel = (RowKernel) constructor.newInstance();
            return isRight(kernel) ? kernel : new PlainRowKernel();
        } catch (ReflectiveOperationException | LinkageError e) {
            return new PlainRowKernel(); // the module is an incubator's: another version may have other methods
        }
    }

    /** Whether a kernel computes what plain Java does, with each of its loops. */
    private static boolean isRight(RowKernel kernel) {
        int sums = 5;
        int n = 220;
        float[][] terms = {new float[n], new float[n]};
        float[][] weights = new float[sums][2];
        for (int i = 0; i < n; i++) {
            terms[0][i] = i / 7f;
            terms[1][i] = 1f / (i + 1);
        }
        for (int j = 0; j < sums; j++) {
            weights[j][0] = j + 0.3f;
            weights[j][1] = 1 - j;
        }
        float[][] expected = new float[sums][n];
        float[][] actual = new float[sums][n];
        new PlainRowKernel().add(expected, sums, terms, 2, weights, 0, n);
        kernel.add(actual, sums, terms, 2, weights, 0, n);
        return Arrays.deepEquals(expected, actual);
    }
}
