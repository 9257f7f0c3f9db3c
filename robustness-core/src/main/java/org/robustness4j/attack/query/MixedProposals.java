package org.robustness4j.attack.query;

import java.util.random.RandomGenerator;

/** Each point by one of two ways to propose one, as a fair coin falls. */
record MixedProposals(RandomGenerator random, SquareProposals one, SquareProposals other) implements SquareProposals {

    @Override
    public float[] first() {
        return one.first();
    }

    @Override
    public float[] next(float[] best, double share) {
        return (random.nextBoolean() ? one : other).next(best, share);
    }
}
