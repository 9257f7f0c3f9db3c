package org.robustness4j.verdict.internal;

import java.util.List;
import java.util.Set;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.verdict.Probe;

/**
 * Which samples searches of the checks looked at.
 *
 * @param drawn the indices of those that were drawn from all
 * @param all these, and those that were drawn from classes and slices
 */
public record Probes(Set<Integer> drawn, Set<Integer> all) {

    /** None. */
    public static final Probes NONE = new Probes(Set.of(), Set.of());

    public Probes {
        drawn = Set.copyOf(drawn);
        all = Set.copyOf(all);
    }

    public Probe ofAll(List<SampleOutcome> outcomes) {
        return probe(outcomes, drawn);
    }

    public Probe ofGroup(List<SampleOutcome> outcomes) {
        return probe(outcomes, all);
    }

    private static Probe probe(List<SampleOutcome> outcomes, Set<Integer> indices) {
        long size = 0;
        long broken = 0;
        for (SampleOutcome sample : indices.isEmpty() ? List.<SampleOutcome>of() : outcomes) {
            if (indices.contains(sample.index())) {
                size++;
                broken += sample.wasBrokenByCheck() ? 1 : 0;
            }
        }
        return new Probe(size, broken);
    }
}
