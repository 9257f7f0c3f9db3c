package org.robustness4j.junit.engine.declaration;

/** What a failure says: its message, or its type where it has none. */
public record FailureMessage(Throwable failure) {

    @Override
    public String toString() {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
