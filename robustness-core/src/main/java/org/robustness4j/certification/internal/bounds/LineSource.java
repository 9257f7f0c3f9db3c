package org.robustness4j.certification.internal.bounds;

/** Where a backward pass finds the lines around functions, which may differ from row to row. */
interface LineSource {

    /** The lines of a node for a row, valid until the next call. */
    Lines lines(int node, int row);

    /**
     * Adds the multipliers of constraints on what a node reads.
     *
     * @param coefficients of what it reads
     * @return the sum of what was added, absolute and each times the size of the value
     */
    default double constrain(int node, int row, double[] coefficients) {
        return 0;
    }
}
