package org.robustness4j.internal.gate;

import java.util.List;

/**
 * One reason for the build to fail.
 *
 * @param subject the test, rule or file it is about
 * @param message what was found and what is demanded
 * @param isInconclusive whether nothing is known to be wrong, but nothing to be right either
 * @param next what to do about it
 */
public record Violation(String subject, String message, boolean isInconclusive, List<NextStep> next)
        implements Comparable<Violation> {

    public Violation {
        next = List.copyOf(next);
    }

    /** Something that is certainly wrong. */
    public Violation(String subject, String message) {
        this(subject, message, false);
    }

    /** Something that is wrong, or may be. */
    public Violation(String subject, String message, boolean isInconclusive) {
        this(subject, message, isInconclusive, List.of());
    }

    /** The same, with what to do about it. */
    public Violation with(List<NextStep> steps) {
        return new Violation(subject, message, isInconclusive, steps);
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
