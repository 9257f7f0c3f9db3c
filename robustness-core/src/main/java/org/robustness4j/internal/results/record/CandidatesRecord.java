package org.robustness4j.internal.results.record;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Layout;

/**
 * Where the points that broke samples are stored.
 *
 * @param file a NumPy {@code .npz} file, relative to the folder of the result file; null when none is stored
 * @param layout the order of a sample's axes in it, null when none is stored
 * @param count the number of broken samples stored
 * @param omitted the number of broken samples that are not, by the limits on their number and size
 */
public record CandidatesRecord(
        @Nullable String file, @Nullable Layout layout, long count, long omitted) {

    /** @throws IllegalArgumentException if the file is not inside the folder */
    public CandidatesRecord {
        if (file != null
                && (Path.of(file).isAbsolute()
                        || Path.of(file).normalize().startsWith("..")
                        || file.indexOf('\\') >= 0)) {
            throw new IllegalArgumentException("Candidates lie in the folder of their result file, but '" + file
                    + "' leads out of it; run the tests again");
        }
    }

    /** None of some broken samples. */
    public static CandidatesRecord none(long broken) {
        return new CandidatesRecord(null, null, 0, broken);
    }
}
