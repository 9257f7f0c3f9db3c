package org.robustness4j.internal.gate;

/**
 * One reason for the build to fail.
 *
 * @param subject the test, rule or file it is about
 * @param message what was found and what is demanded
 * @param isInconclusive whether nothing is known to be wrong, but nothing to be right either
 */
public record Violation(String subject, String message, boolean isInconclusive) implements Comparable<Violation> {

    /** Something that is certainly wrong. */
    public Violation(String subject, String message) {
        this(subject, message, false);
    }

    static Violation inconclusive(String subject, String message) {
        return new Violation(subject, message, true);
    }

    @Override
    public int compareTo(Violation other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return subject + ": " + message;
    }
}
