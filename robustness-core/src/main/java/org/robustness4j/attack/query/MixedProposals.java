package org.robustness4j.attack.query;

import java.util.random.RandomGenerator;

/** Points of two kinds of proposals; a fair coin chooses between the two for each point. */
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
