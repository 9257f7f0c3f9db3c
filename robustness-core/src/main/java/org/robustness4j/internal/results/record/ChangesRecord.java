package org.robustness4j.internal.results.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a broken sample that cannot be drawn, as it is stored.
 *
 * @param index the sample
 * @param label the name of its true class, null for a fake image
 * @param clean what the model takes the sample for
 * @param adversarial what it takes the adversarial point for
 * @param changed how many features changed
 * @param features those that changed most, the most first
 */
public record ChangesRecord(
        int index,
        @Nullable String label,
        PredictionRecord clean,
        PredictionRecord adversarial,
        int changed,
        List<Feature> features) {

    public ChangesRecord {
        features = List.copyOf(features);
    }

    /**
     * A feature that changed.
     *
     * @param name for people, with its place where a sample has several axes
     * @param clean its value in the sample
     * @param adversarial its value in the adversarial point
     */
    public record Feature(String name, float clean, float adversarial) {}
}
