package org.robustness4j.internal.report;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.file.BoundedFile;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.PictureRecord;
import org.robustness4j.internal.results.record.PredictionRecord;

/** A picture that is part of the report's file. */
record EmbeddedPicture(ResultsFolder folder, PictureRecord picture) {

    /** No larger one finds room in the report. */
    private static final long MOST_BYTES = 12L << 20;

    /**
     * Its bytes; nothing when it is gone, is too large for a picture of ours, or is not a file inside the results
     * folder: a result file might have been edited.
     */
    Optional<String> base64() {
        try {
            Path root = folder.path().toRealPath();
            Path file = root.resolve(picture.file()).toRealPath();
            boolean isPicture = file.startsWith(root) && file.toString().endsWith(".png");
            return isPicture
                    ? Optional.of(Base64.getEncoder().encodeToString(BoundedFile.read(file, MOST_BYTES)))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    static String caption(PictureRecord picture) {
        return caption(picture.index(), picture.label(), picture.clean(), picture.adversarial());
    }

    static String caption(int index, @Nullable String label, PredictionRecord clean, PredictionRecord adversarial) {
        String from = label == null ? "Noise " + index : "Sample " + index + " of class " + label;
        return from + ": taken for " + ReportRow.named(clean) + ", then for " + ReportRow.named(adversarial);
    }
}
