package org.robustness4j.results;

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

    /** None of some broken samples. */
    public static CandidatesRecord none(long broken) {
        return new CandidatesRecord(null, null, 0, broken);
    }
}
