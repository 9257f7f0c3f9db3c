package org.robustness4j.internal.report;

/** How much of the report's file pictures may take, so that a suite of a thousand classes still gets one that opens. */
final class PictureBudget {

    private static final long CHARACTERS = 16L << 20;

    private long left = CHARACTERS;

    /** Whether a picture of so many characters still fits; if so it is taken off. */
    boolean take(int characters) {
        boolean fits = characters <= left;
        left -= fits ? characters : 0;
        return fits;
    }
}
