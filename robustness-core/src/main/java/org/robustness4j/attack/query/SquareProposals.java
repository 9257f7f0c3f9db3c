package org.robustness4j.attack.query;

import java.util.List;

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

    /**
     * The points that will come next if none of them is better than the best one; none where they are not known.
     *
     * @param shares the share of each
     */
    default List<float[]> foreseen(float[] best, double[] shares) {
        return List.of();
    }
}
