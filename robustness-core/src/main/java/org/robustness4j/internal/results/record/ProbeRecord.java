package org.robustness4j.internal.results.record;

import org.robustness4j.verdict.SpotCheck;

/**
 * The result of the checks' own searches on some samples, as it is stored.
 *
 * @param size how many they looked at
 * @param broken how many of these they broke and the attack did not
 */
public record ProbeRecord(long size, long broken) {

    static ProbeRecord of(SpotCheck probe) {
        return new ProbeRecord(probe.size(), probe.broken());
    }

    /** The exact counts. */
    public SpotCheck probe() {
        return new SpotCheck(size, broken);
    }
}
