package org.robustness4j.gate;

/**
 * One reason for the build to fail.
 *
 * @param subject the test, rule or file it is about
 * @param message what was found and what is demanded
 */
public record Violation(String subject, String message) implements Comparable<Violation> {

    @Override
    public int compareTo(Violation other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return subject + ": " + message;
    }
}
