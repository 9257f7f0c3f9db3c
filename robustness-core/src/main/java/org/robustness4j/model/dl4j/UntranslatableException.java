package org.robustness4j.model.dl4j;

/** Says which part of a network has no counterpart among the operations of a {@code Network}, and why. */
final class UntranslatableException extends Exception {

    private static final long serialVersionUID = 1L;

    UntranslatableException(String message) {
        super(message);
    }
}
