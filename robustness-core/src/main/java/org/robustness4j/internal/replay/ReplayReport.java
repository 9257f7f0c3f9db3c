package org.robustness4j.internal.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.robustness4j.internal.file.BoundedFile;
import org.robustness4j.internal.json.JsonFormat;
import org.robustness4j.internal.results.ResultsFolder;

/**
 * All that one replay found; as {@code replay.json} it goes from the virtual machine that ran it to the one that tells
 * of it.
 *
 * @param evaluations one for each evaluation looked at
 */
public record ReplayReport(List<ReplayedEvaluation> evaluations) {

    private static final long MOST_BYTES = 64L << 20;

    public ReplayReport {
        evaluations = List.copyOf(evaluations);
    }

    /** Where the report of a folder of results lies. */
    public static Path fileIn(ResultsFolder folder) {
        return folder.path().resolve("replay.json");
    }

    /**
     * Writes the report as JSON.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        try {
            ResultsFolder.replace(file, JsonFormat.INDENTED.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The replay cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a report.
     *
     * @throws IOException if it cannot be read, or is not what {@link #write} wrote
     */
    public static ReplayReport read(Path file) throws IOException {
        return JsonFormat.COMPACT.readValue(BoundedFile.read(file, MOST_BYTES), ReplayReport.class);
    }

    /** The differences that fail a replay, each with its test; empty when every candidate is what it was. */
    public List<String> differences() {
        return evaluations.stream()
                .flatMap(evaluation -> evaluation.differences().stream()
                        .map(difference -> evaluation.test().displayName() + ": " + difference))
                .toList();
    }

    /** Changes worth knowing that do not fail a replay, each with its test. */
    public List<String> remarks() {
        return evaluations.stream()
                .flatMap(evaluation -> evaluation.remarks().stream()
                        .map(remark -> evaluation.test().displayName() + ": " + remark))
                .toList();
    }
}
