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

    /** A new file for the calling process; it does not exist yet. */
    Path newFile() {
        return path.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + SUFFIX);
    }

    /** The result files, in the order of their names; none when there is no such folder. */
    public List<Path> files() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(ResultsFolder::isResultsFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The results folder " + path.toAbsolutePath() + " cannot be listed", e);
        }
    }

    private static boolean isResultsFile(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
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

    /** Deletes the result files with their pictures, and nothing else. */
    public void clear() {
        for (Path file : files()) {
            try {
                Path pictures = file.resolveSibling(picturesOf(file));
                if (Files.isDirectory(pictures)) {
                    try (Stream<Path> content = Files.list(pictures)) {
                        for (Path picture : content.toList()) {
                            Files.delete(picture);
                        }
                    }
                    Files.delete(pictures);
                }
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The stale result file " + file.toAbsolutePath() + " cannot be deleted", e);
            }
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
            Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
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
