package org.robustness4j.hardening;

/** Says that training came to numbers that are none, and where what was good before it is. */
public final class TrainingDivergedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    TrainingDivergedException(String message) {
        super(message);
    }
}
