package org.robustness4j.evaluation;

/**
 * What an attack made of the samples it could succeed on.
 *
 * @param broken the broken ones
 * @param attacked all of them
 * @param undecided those among them that nothing can be said about
 */
public record Tally(long broken, long attacked, long undecided) {

    /** @throws IllegalArgumentException if a count is negative, or more are broken and undecided than there are */
    public Tally {
        if (broken < 0 || undecided < 0 || broken + undecided > attacked) {
            throw new IllegalArgumentException("A tally of " + broken + " broken and " + undecided
                    + " undecided samples in " + attacked + " is impossible");
        }
    }

    /** The attack success rate: broken among attacked samples. */
    public Rate rate() {
        return new Rate(broken, attacked);
    }

    /** The lowest rate that the undecided samples leave possible. */
    Rate best() {
        return new Rate(broken, attacked);
    }

    /** The highest rate that the undecided samples leave possible. */
    Rate worst() {
        return new Rate(broken + undecided, attacked);
    }

    /** Whether anything is known of any sample. */
    boolean isDecided() {
        return undecided < attacked;
    }
}
