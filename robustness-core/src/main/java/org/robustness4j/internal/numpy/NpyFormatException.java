package org.robustness4j.internal.numpy;

import java.io.IOException;

/** A file is not a NumPy array that this library can read; the message says what is wrong, not which file. */
public final class NpyFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    NpyFormatException(String problem) {
        super(problem);
    }

    NpyFormatException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
