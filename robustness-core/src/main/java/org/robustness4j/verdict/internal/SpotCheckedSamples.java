package org.robustness4j.verdict.internal;

import java.util.List;
import java.util.Set;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.verdict.SpotCheck;

/**
 * Which samples searches of the checks looked at.
 *
 * @param drawn the indices of those that were drawn from all
 * @param all these, and those that were drawn from classes and slices
 */
public record SpotCheckedSamples(Set<Integer> drawn, Set<Integer> all) {

    /** None. */
    public static final SpotCheckedSamples NONE = new SpotCheckedSamples(Set.of(), Set.of());

    public SpotCheckedSamples {
        drawn = Set.copyOf(drawn);
        all = Set.copyOf(all);
    }

    public SpotCheck ofAll(List<SampleOutcome> outcomes) {
        return spotCheck(outcomes, drawn);
    }

    public SpotCheck ofGroup(List<SampleOutcome> outcomes) {
        return spotCheck(outcomes, all);
    }

    private static SpotCheck spotCheck(List<SampleOutcome> outcomes, Set<Integer> indices) {
        long size = 0;
        long broken = 0;
        for (SampleOutcome sample : indices.isEmpty() ? List.<SampleOutcome>of() : outcomes) {
            if (indices.contains(sample.index())) {
                size++;
                broken += sample.wasBrokenByCheck() ? 1 : 0;
            }
        }
        return new SpotCheck(size, broken);
    }
}
