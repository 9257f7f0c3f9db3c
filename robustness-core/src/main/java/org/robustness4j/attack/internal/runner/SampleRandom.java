package org.robustness4j.attack.internal.runner;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The random streams of samples: one for each seed, attack and sample index, independent of order and threads. */
public final class SampleRandom {

    private SampleRandom() {}

    public static RandomGenerator of(long seed, String attack, int index) {
        return new SplittableRandom(mixed(mixed(mixed(seed) ^ attack.hashCode()) ^ index));
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): neighbouring seeds give unrelated streams. */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
