package org.robustness4j.internal.results.record;

import org.robustness4j.evaluation.Tally;
import org.robustness4j.verdict.GroupTally;

/**
 * The result of an attack on one class or slice, as it is stored.
 *
 * @param kind what it is
 * @param name the number of the class, or the name of the slice
 * @param attackSuccessRate broken among its attacked samples
 * @param inconclusive the attacked ones that nothing can be said about
 * @param notNeeded the samples that were not attacked, because the verdict was certain without them
 * @param probe what searches of the checks made of its samples
 */
public record GroupRecord(
        GroupTally.Kind kind,
        String name,
        RateRecord attackSuccessRate,
        long inconclusive,
        long notNeeded,
        ProbeRecord probe) {

    static GroupRecord of(GroupTally group) {
        return new GroupRecord(
                group.kind(),
                group.name(),
                RateRecord.of(group.tally().rate()),
                group.tally().undecided(),
                group.tally().notNeeded(),
                ProbeRecord.of(group.spotCheck()));
    }

    /** The counts of its samples. */
    public Tally tally() {
        return new Tally(attackSuccessRate.count(), attackSuccessRate.total(), inconclusive, notNeeded);
    }
}
