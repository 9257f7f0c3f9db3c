package org.robustness4j.dl4j.translation;

/** Says which part of a network has no counterpart among the operations of a {@code Network}, and why. */
public final class UntranslatableException extends Exception {

    private static final long serialVersionUID = 1L;

    public UntranslatableException(String message) {
        super(message);
    }
}
