package org.robustness4j.verdict;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.evaluation.Tally;

/**
 * The counts of one class or slice of the samples.
 *
 * @param kind class or slice
 * @param name the number of the class, or the name of the slice
 * @param tally the counts of its samples
 * @param spotCheck the counts of its samples that the checks looked at
 */
@API(status = Status.STABLE, since = "0.1")
public record GroupTally(Kind kind, String name, Tally tally, SpotCheck spotCheck) {

    /** The way samples are grouped. */
    public enum Kind {
        /** The true class. */
        CLASS,
        /** A part of the data set that the user names. */
        SLICE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
