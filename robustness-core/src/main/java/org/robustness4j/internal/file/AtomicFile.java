package org.robustness4j.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Files replaced as a whole: a reader, and a crash, sees the old content or the new one. */
public final class AtomicFile {

    private static final String TEMPORARY = ".tmp";

    private AtomicFile() {}

    /** Writes the new content. */
    @FunctionalInterface
    public interface Writing {

        /**
         * Makes a file that does not exist yet.
         *
         * @throws IOException if it cannot be written
         */
        void to(Path temporary) throws IOException;
    }

    /**
     * Replaces a file, or makes it, with the folders that it lies in.
     *
     * @throws IOException if it cannot be written; the old content stays
     */
    public static void replace(Path file, Writing writing) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + TEMPORARY);
        try {
            writing.to(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Tells by its name what a process left of a file that it was writing when it was killed.
     *
     * @param prefix what the file's own name begins with
     * @param suffix what it ends with
     */
    public static Predicate<String> unfinished(String prefix, String suffix) {
        return Pattern.compile(Pattern.quote("." + prefix) + ".*" + Pattern.quote(suffix) + "\\.\\d+"
                        + Pattern.quote(TEMPORARY))
                .asMatchPredicate();
    }
}
