package org.robustness4j.internal.results;

import java.nio.file.Path;
import java.util.List;
import org.robustness4j.internal.results.record.BaselineEntry;

/**
 * Evaluations that a project keeps beside its sources, to compare later ones with.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param entries one for each evaluation
 */
public record BaselineFile(int schemaVersion, List<BaselineEntry> entries) {

    /** The version of the format that this library writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    public BaselineFile {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a baseline.
     *
     * @throws UnreadableResultsException if the file is not what this library writes
     */
    public static BaselineFile read(Path file) throws UnreadableResultsException {
        return ResultsJson.readBaseline(file);
    }

    /**
     * Replaces a baseline as a whole, or begins one.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        ResultsFolder.replace(file.toAbsolutePath(), ResultsJson.write(this));
    }
}
