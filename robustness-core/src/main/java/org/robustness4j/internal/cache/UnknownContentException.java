package org.robustness4j.internal.cache;

/** Something that decides an evaluation cannot be told from another of its kind; such an evaluation is measured. */
public final class UnknownContentException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownContentException(String reason) {
        super(reason);
    }

    UnknownContentException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
