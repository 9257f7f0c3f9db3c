package org.robustness4j.internal.results;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.robustness4j.internal.file.AtomicFile;

/**
 * Where result files lie: {@code results-<pid>-<uuid>.json}, one for each execution of the engine, in any number of
 * JVMs.
 *
 * @param path the folder
 */
public record ResultsFolder(Path path) {

    private static final String PREFIX = "results-";
    private static final String SUFFIX = ".json";
    private static final String PICTURES = "pictures";
    private static final String CANDIDATES = "candidates";

    /** A new file for the calling process; it does not exist yet. */
    Path newFile() {
        return path.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + SUFFIX);
    }

    /** Why results cannot be written here, and what to do, if that is so; the folder need not exist. */
    public Optional<String> problem() {
        return new OutputFolder(path, Files::isWritable).problem();
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
        return PICTURES + "/" + executionOf(resultsFile);
    }

    /** The folder of an execution's candidates, relative to that of its result file. */
    public static String candidatesOf(Path resultsFile) {
        return CANDIDATES + "/" + executionOf(resultsFile);
    }

    private static String executionOf(Path resultsFile) {
        String name = String.valueOf(resultsFile.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** Deletes the result files, also unfinished ones, with their pictures and candidates, and nothing else. */
    public void clear() {
        List<Path> stale = new ArrayList<>(files());
        stale.addAll(unfinished(path, PREFIX, SUFFIX));
        stale.addAll(beside(PICTURES, ".svg"));
        stale.addAll(beside(PICTURES, ".png"));
        stale.addAll(beside(CANDIDATES, ".npz"));
        for (Path file : stale) {
            try {
                deleteIfEmpty(file);
            } catch (IOException e) {
                throw new UncheckedIOException("The stale result " + file.toAbsolutePath() + " cannot be deleted", e);
            }
        }
    }

    /** The files of one kind that belong to executions, each execution's folder after them. */
    private List<Path> beside(String kind, String suffix) {
        List<Path> found = new ArrayList<>();
        for (Path folder : matching(path.resolve(kind), PREFIX, "")) {
            found.addAll(matching(folder, "", suffix));
            found.addAll(unfinished(folder, "", suffix));
            found.add(folder);
        }
        return found;
    }

    /** A folder that holds something else stays. */
    private static void deleteIfEmpty(Path file) throws IOException {
        boolean occupied = Files.isDirectory(file) && !matching(file, "", "").isEmpty();
        if (!occupied) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> matching(Path folder, String prefix, String suffix) {
        return named(folder, name -> name.startsWith(prefix) && name.endsWith(suffix));
    }

    /** Files that a process was writing when it was killed. */
    private static List<Path> unfinished(Path folder, String prefix, String suffix) {
        return named(folder, AtomicFile.unfinished(prefix, suffix));
    }

    private static List<Path> named(Path folder, Predicate<String> isWanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isWanted.test(file.getFileName().toString()))
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
        replace(file, out -> out.write(content));
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces a file as a whole by what is written on the way, not held in memory.
     *
     * @throws UncheckedIOException if it cannot be written
     * @see #replace(Path, byte[])
     */
    public static void replace(Path file, Content content) {
        try {
            AtomicFile.replace(file, temporary -> {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                    content.writeTo(out);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Results cannot be written to " + file.toAbsolutePath()
                            + "; check free space and permissions, or choose another folder",
                    e);
        }
    }
}
