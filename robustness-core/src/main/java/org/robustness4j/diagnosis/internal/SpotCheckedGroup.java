package org.robustness4j.diagnosis.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.verdict.GroupTally;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.internal.Groups;

/**
 * Some of the attacked samples of a class or slice, or of all, that checks look at.
 *
 * @param name for people, as in {@code the slice night}
 * @param isAll whether they stand for all samples
 * @param isJudged whether what is found in them alone is a reason for doubt: a slice, or a class that is limited
 * @param indices of the samples
 */
record SpotCheckedGroup(String name, boolean isAll, boolean isJudged, Set<Integer> indices) {

    /**
     * The attacked samples to look at: some of all, then some of each slice and of each class that is limited, of the
     * other classes those that are among the first anyway.
     *
     * @param ofAll how many of all
     * @param ofGroup how many of each slice or limited class
     */
    static List<SpotCheckedGroup> of(
            AttackEvaluation evaluation, Samples samples, SuccessRateLimits limits, int ofAll, int ofGroup, long seed) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            positions.put(samples.index(i), i);
        }
        Set<Integer> some = chosen(samples, attacked(evaluation.outcomes(), positions), ofAll, seed);
        List<SpotCheckedGroup> groups = new ArrayList<>();
        groups.add(new SpotCheckedGroup("all", true, true, some));
        for (Groups.Group group : new Groups(evaluation, limits.slices()).all()) {
            int[] own = attacked(group.samples(), positions);
            boolean isLimited = group.kind() == GroupTally.Kind.SLICE || limits.classLimit() != null;
            Set<Integer> indices = isLimited
                    ? chosen(samples, own, ofGroup, seed)
                    : IntStream.of(own)
                            .mapToObj(samples::index)
                            .filter(some::contains)
                            .collect(Collectors.toCollection(LinkedHashSet::new));
            if (!indices.isEmpty()) {
                groups.add(
                        new SpotCheckedGroup("the " + group.kind() + " " + group.title(), false, isLimited, indices));
            }
        }
        return groups;
    }

    /** Where the attacked samples lie that are at hand. */
    private static int[] attacked(List<SampleOutcome> outcomes, Map<Integer, Integer> positions) {
        return outcomes.stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN
                        || sample.outcome() == Outcome.ROBUST
                        || sample.outcome() == Outcome.CERTIFIED
                        || sample.outcome() == Outcome.INCONCLUSIVE)
                .map(sample -> positions.get(sample.index()))
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** As many as there are places for, of all classes. */
    private static Set<Integer> chosen(Samples samples, int[] candidates, int size, long seed) {
        return IntStream.of(samples.balancedPositions(candidates, size, seed))
                .mapToObj(samples::index)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The indices of all groups. */
    static Set<Integer> union(List<SpotCheckedGroup> groups) {
        Set<Integer> union = new LinkedHashSet<>();
        groups.forEach(group -> union.addAll(group.indices()));
        return union;
    }
}
