package org.robustness4j.internal.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;

/**
 * Whether results can be put into a folder, which may not be there yet: asked before minutes of attacks are spent on
 * results that nobody would see.
 *
 * @param path the folder
 * @param isWritable whether this process may write into a folder
 */
record OutputFolder(Path path, Predicate<Path> isWritable) {

    /** What is wrong, and what to do, if something is. */
    Optional<String> problem() {
        Path nearest = nearestThatExists();
        if (nearest == null) {
            return said("there is no " + path.toAbsolutePath().getRoot());
        }
        if (Files.isDirectory(nearest)) {
            return isWritable.test(nearest)
                    ? Optional.empty()
                    : said("this process may not write into the folder " + nearest + "; allow it");
        }
        return Files.isSymbolicLink(nearest) && Files.notExists(nearest)
                ? said(nearest + " is a symbolic link to " + targetOf(nearest)
                        + ", which does not exist; make that folder")
                : said(nearest + " is a file, not a folder; remove it");
    }

    private Optional<String> said(String obstacle) {
        return Optional.of("Results cannot be written: " + ConfigurationKey.OUTPUT_DIRECTORY.key() + " is '" + path
                + "', but " + obstacle + ", or give another folder");
    }

    private @Nullable Path nearestThatExists() {
        Path nearest = path.toAbsolutePath();
        while (nearest != null && !Files.exists(nearest, LinkOption.NOFOLLOW_LINKS)) {
            nearest = nearest.getParent();
        }
        return nearest;
    }

    private static Path targetOf(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link;
        }
    }
}
