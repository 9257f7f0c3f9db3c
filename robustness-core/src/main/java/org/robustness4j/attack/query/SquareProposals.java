package org.robustness4j.attack.query;

/** The points that a search with squares tries. */
interface SquareProposals {

    /** The point to begin with. */
    float[] first();

    /**
     * A point that differs from the best one on a random square.
     *
     * @param best the best point so far
     * @param side of the square
     */
    float[] next(float[] best, int side);
}
