package org.robustness4j.certification.internal.search;

/**
 * How a search for a proof ended.
 *
 * @param status proved, refuted or open
 * @param parts how many parts of the region were bounded
 */
public record Proof(Status status, long parts) {

    /** The ends. */
    public enum Status {
        /** All points do what is required. */
        PROVED,
        /** A point was found that does not. */
        REFUTED,
        /** Time, or memory, ran out. */
        OPEN
    }

    /** The same after a number of other parts. */
    Proof after(long others) {
        return new Proof(status, parts + others);
    }
}
