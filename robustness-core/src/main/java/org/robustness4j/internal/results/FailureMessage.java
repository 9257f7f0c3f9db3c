package org.robustness4j.internal.results;

/** What is put on record of a failure, and told to people: its message, or its type where it has none. */
public record FailureMessage(Throwable failure) {

    @Override
    public String toString() {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
