package org.robustness4j.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of this machine as they were given. */
final class LocalPath {

    private LocalPath() {}

    /** @throws IllegalArgumentException if it is none */
    static Path of(String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + given + "' is no path of a file: " + e.getReason(), e);
        }
    }
}
