package org.robustness4j.verdict.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.verdict.GroupTally;
import org.robustness4j.verdict.SuccessRateLimits.Slice;

/**
 * The classes and slices of an evaluation.
 *
 * @param evaluation whose samples are grouped
 * @param slices the parts of the data set that the user names
 */
public record Groups(AttackEvaluation evaluation, List<Slice> slices) {

    /**
     * One class or slice with the samples in it.
     *
     * @param kind what it is
     * @param name the number of the class, or the name of the slice
     * @param title the name for people: of a class its name and number
     * @param samples what became of them
     */
    public record Group(GroupTally.Kind kind, String name, String title, List<SampleOutcome> samples) {

        public GroupTally tally(SpotCheckedSamples spotChecked) {
            return new GroupTally(kind, name, Tally.of(samples), spotChecked.ofGroup(samples));
        }

        private double successRate() {
            double rate = Tally.of(samples).rate().value();
            return Double.isNaN(rate) ? -1 : rate;
        }
    }

    /**
     * The classes by number, then the slices in their order. A class that is the target is none: it is never attacked.
     */
    public List<Group> all() {
        Map<Integer, List<SampleOutcome>> classes = new TreeMap<>();
        for (SampleOutcome sample : evaluation.outcomes()) {
            if (sample.label() != Samples.UNLABELLED
                    && sample.label() != evaluation.threatModel().target()) {
                classes.computeIfAbsent(sample.label(), unseen -> new ArrayList<>())
                        .add(sample);
            }
        }
        List<Group> groups = new ArrayList<>();
        classes.forEach((label, samples) -> groups.add(new Group(
                GroupTally.Kind.CLASS, label.toString(), evaluation.model().classNameWithNumber(label), samples)));
        slices.forEach(
                slice -> groups.add(new Group(GroupTally.Kind.SLICE, slice.name(), slice.name(), samplesOf(slice))));
        return groups;
    }

    private List<SampleOutcome> samplesOf(Slice slice) {
        List<SampleOutcome> samples = evaluation.outcomes().stream()
                .filter(sample -> slice.contains().test(sample.index()))
                .toList();
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("The slice '" + slice.name() + "' contains none of the "
                    + evaluation.outcomes().size() + " samples; it is asked for their indices in the data set, from 0");
        }
        return samples;
    }

    /** The groups of a kind, those with the highest success rates first; of the unknown ones at the end. */
    public List<Group> worstFirst(GroupTally.Kind kind) {
        return all().stream()
                .filter(group -> group.kind() == kind)
                .sorted(Comparator.comparingDouble(group -> -group.successRate()))
                .toList();
    }

    /** The classes of the model that none of the samples belongs to, but for the target. */
    public List<Integer> unseenClasses() {
        Set<Integer> seen =
                evaluation.outcomes().stream().map(SampleOutcome::label).collect(Collectors.toSet());
        return IntStream.range(0, evaluation.model().classes())
                .filter(label -> !seen.contains(label)
                        && label != evaluation.threatModel().target())
                .boxed()
                .toList();
    }
}
