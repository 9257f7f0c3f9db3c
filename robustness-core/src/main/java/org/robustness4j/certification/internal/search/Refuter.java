package org.robustness4j.certification.internal.search;

/** Tries points where a proof comes closest to failing. */
@FunctionalInterface
public interface Refuter {

    /** Tries none. */
    Refuter NONE = point -> false;

    /** Whether a point of the region breaks what is to be proved. It is called by one thread at a time. */
    boolean isCounterexample(double[] point);
}
