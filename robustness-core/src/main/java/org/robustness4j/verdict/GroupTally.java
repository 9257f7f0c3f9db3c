package org.robustness4j.verdict;

import java.util.Locale;
import org.robustness4j.evaluation.Tally;

/**
 * What an attack made of one class or slice.
 *
 * @param kind what it is
 * @param name the number of the class, or the name of the slice
 * @param tally what the attack made of its samples
 * @param spotCheck what searches of the checks made of its samples
 */
public record GroupTally(Kind kind, String name, Tally tally, SpotCheck spotCheck) {

    /** By what samples are grouped. */
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
