package org.robustness4j.verdict;

import java.util.Locale;

/** By what samples are grouped. */
public enum GroupKind {
    /** The true class. */
    CLASS,
    /** A part of the data set that the user names. */
    SLICE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
