package org.robustness4j.attack.query;

/** The points that the random search of Square tries. */
interface SquareProposals {

    /** The point to begin with. */
    float[] first();

    /**
     * A point that differs from the best one on a random square.
     *
     * @param best the best point so far
     * @param share of the sample that the square covers
     */
    float[] next(float[] best, double share);
}
