package org.robustness4j.evaluation;

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

    /** The attack success rate: broken among attacked samples. */
    public Rate rate() {
        return new Rate(broken, attacked);
    }

    /** The lowest rate that is possible, if nothing but the broken samples can be. */
    public Rate best() {
        return new Rate(broken, attacked + notNeeded);
    }

    /** The highest rate that is possible, if all that nothing is known of can be broken. */
    public Rate worst() {
        return new Rate(broken + undecided + notNeeded, attacked + notNeeded);
    }

    /** Whether anything is known of any sample. */
    boolean isDecided() {
        return undecided < attacked;
    }
}
