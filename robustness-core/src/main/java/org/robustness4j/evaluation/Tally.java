package org.robustness4j.evaluation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Counts of the samples that an attack could succeed on.
 *
 * @param broken samples
 * @param attacked samples, broken or not
 * @param undecided attacked samples of which nothing can be said
 * @param notNeeded samples that were not attacked, because the verdict was certain without them
 */
@API(status = Status.STABLE, since = "0.1")
public record Tally(long broken, long attacked, long undecided, long notNeeded) {

    /** @throws IllegalArgumentException if a count is negative, or more are broken and undecided than there are */
    public Tally {
        if (broken < 0 || undecided < 0 || notNeeded < 0 || broken + undecided > attacked) {
            throw new IllegalArgumentException("A tally of " + broken + " broken and " + undecided
                    + " undecided samples in " + attacked + ", and " + notNeeded + " not attacked, is impossible");
        }
    }

    /** Counts some samples; those that are wrong without attack, or of the target class, do not count. */
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

    /** The lowest success rate that is possible: no more than the broken samples can be broken. */
    public Rate lowestRate() {
        return new Rate(broken, attacked + notNeeded);
    }

    /** The highest success rate that is possible: all undecided samples, and all not attacked, can be broken. */
    public Rate highestRate() {
        return new Rate(broken + undecided + notNeeded, attacked + notNeeded);
    }

    /** Whether anything is known of any sample. */
    @API(status = Status.INTERNAL, since = "0.1")
    public boolean isDecided() {
        return undecided < attacked;
    }
}
