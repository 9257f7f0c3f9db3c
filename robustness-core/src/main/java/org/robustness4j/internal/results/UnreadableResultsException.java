package org.robustness4j.internal.results;

import java.nio.file.Path;

/** A result file is not what this library writes: truncated, edited, or of another version. */
public final class UnreadableResultsException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableResultsException(Path file, String problem, String remedy, Throwable cause) {
        super(message(file, problem, remedy), cause);
    }

    UnreadableResultsException(Path file, String problem, String remedy) {
        super(message(file, problem, remedy));
    }

    private static String message(Path file, String problem, String remedy) {
        return "The result file " + file.toAbsolutePath() + " cannot be used: " + problem + "; " + remedy;
    }
}
