package org.robustness4j.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where result files lie: {@code results-<pid>-<uuid>.json}, one for each execution of the engine, in any number of JVMs.
 *
 * @param path the folder
 */
public record ResultsFolder(Path path) {

    private static final String PREFIX = "results-";
    private static final String SUFFIX = ".json";
    private static final String PICTURES = "pictures";
    private static final String TEMPORARY = ".tmp";

    /** A new file for the calling process; it does not exist yet. */
    Path newFile() {
        return path.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + SUFFIX);
    }

    /** The result files, in the order of their names; none when there is no such folder. */
    public List<Path> files() {
        return matching(path, PREFIX, SUFFIX);
    }

    /**
     * Reads all result files.
     *
     * @throws UnreadableResultsException if a file is not what this library writes
     */
    public List<ResultsFile> read() throws UnreadableResultsException {
        List<ResultsFile> contents = new ArrayList<>();
        for (Path file : files()) {
            contents.add(ResultsJson.read(file));
        }
        return contents;
    }

    /** The folder of an execution's pictures, relative to that of its result file. */
    public static String picturesOf(Path resultsFile) {
        String name = String.valueOf(resultsFile.getFileName());
        return PICTURES + "/" + name.substring(0, name.length() - SUFFIX.length());
    }

    /** Deletes the result files, also unfinished ones, with their pictures, and nothing else. */
    public void clear() {
        List<Path> stale = new ArrayList<>(files());
        stale.addAll(matching(path, "." + PREFIX, SUFFIX + TEMPORARY));
        for (Path folder : matching(path.resolve(PICTURES), PREFIX, "")) {
            stale.addAll(matching(folder, "", ".png"));
            stale.addAll(matching(folder, ".", ".png" + TEMPORARY));
            stale.add(folder);
        }
        for (Path file : stale) {
            try {
                deleteIfEmpty(file);
            } catch (IOException e) {
                throw new UncheckedIOException("The stale result " + file.toAbsolutePath() + " cannot be deleted", e);
            }
        }
    }

    /** A folder that holds something else stays. */
    private static void deleteIfEmpty(Path file) throws IOException {
        boolean occupied = Files.isDirectory(file) && !matching(file, "", "").isEmpty();
        if (!occupied) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> matching(Path folder, String prefix, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix) && name.endsWith(suffix);
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder.toAbsolutePath() + " cannot be listed", e);
        }
    }

    /**
     * Replaces a file as a whole: a reader, and a crash, sees the old content or the new one.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void replace(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Path temporary = file.resolveSibling("." + file.getFileName() + TEMPORARY);
            try {
                Files.write(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Results cannot be written to " + file.toAbsolutePath()
                            + "; check free space and permissions, or choose another folder",
                    e);
        }
    }
}
