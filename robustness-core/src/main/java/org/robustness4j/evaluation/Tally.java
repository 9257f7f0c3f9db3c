package org.robustness4j.evaluation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an attack made of the samples it could succeed on.
 *
 * @param broken the broken ones
 * @param attacked all that it attacked
 * @param undecided those among them that nothing can be said about
 * @param notNeeded those that it did not attack, because the verdict was certain without them
 */
public record Tally(long broken, long attacked, long undecided, long notNeeded) {

    /** @throws IllegalArgumentException if a count is negative, or more are broken and undecided than there are */
    public Tally {
        if (broken < 0 || undecided < 0 || notNeeded < 0 || broken + undecided > attacked) {
            throw new IllegalArgumentException("A tally of " + broken + " broken and " + undecided
                    + " undecided samples in " + attacked + ", and " + notNeeded + " not attacked, is impossible");
        }
    }

    /** What became of some samples; those with nothing to attack of them do not count. */
    public static Tally of(List<SampleOutcome> samples) {
        Map<Outcome, Long> counts =
                samples.stream().collect(Collectors.groupingBy(SampleOutcome::outcome, Collectors.counting()));
        long notNeeded = counts.getOrDefault(Outcome.NOT_NEEDED, 0L);
        long attacked = samples.size()
                - counts.getOrDefault(Outcome.ALREADY_WRONG, 0L)
                - counts.getOrDefault(Outcome.EXCLUDED, 0L)
                - notNeeded;
        return new Tally(
                counts.getOrDefault(Outcome.BROKEN, 0L),
                attacked,
                counts.getOrDefault(Outcome.INCONCLUSIVE, 0L),
                notNeeded);
    }

    /** The attack success rate: broken among attacked samples. */
    public Rate rate() {
        return new Rate(broken, attacked);
    }

    /** The lowest rate that is possible, if nothing but the broken samples can be. */
    public Rate lowestRate() {
        return new Rate(broken, attacked + notNeeded);
    }

    /** The highest rate that is possible, if all that nothing is known of can be broken. */
    public Rate highestRate() {
        return new Rate(broken + undecided + notNeeded, attacked + notNeeded);
    }

    /** Whether anything is known of any sample. */
    public boolean isDecided() {
        return undecided < attacked;
    }
}
