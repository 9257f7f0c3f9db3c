package org.robustness4j.internal.results.record;

import org.robustness4j.verdict.Probe;

/**
 * The result of the checks' own searches on some samples, as it is stored.
 *
 * @param size how many they looked at
 * @param broken how many of these they broke and the attack did not
 */
public record ProbeRecord(long size, long broken) {

    static ProbeRecord of(Probe probe) {
        return new ProbeRecord(probe.size(), probe.broken());
    }

    /** The exact counts. */
    public Probe probe() {
        return new Probe(size, broken);
    }
}
