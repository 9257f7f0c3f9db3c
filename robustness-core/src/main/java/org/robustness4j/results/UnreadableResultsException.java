package org.robustness4j.results;

import java.nio.file.Path;

/** A result file is not what this library writes: truncated, edited, or of another version. */
public final class UnreadableResultsException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableResultsException(Path file, String problem, Throwable cause) {
        super(message(file, problem), cause);
    }

    UnreadableResultsException(Path file, String problem) {
        super(message(file, problem));
    }

    private static String message(Path file, String problem) {
        return "The result file " + file.toAbsolutePath() + " cannot be used: " + problem
                + "; run the robustness tests again";
    }
}
