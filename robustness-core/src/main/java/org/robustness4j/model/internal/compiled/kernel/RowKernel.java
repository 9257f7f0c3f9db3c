package org.robustness4j.model.internal.compiled.kernel;

import java.lang.reflect.Constructor;

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
            return (RowKernel) constructor.newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return new PlainRowKernel();
        }
    }
}
