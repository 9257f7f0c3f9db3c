package org.robustness4j.evaluation.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.robustness4j.data.Samples;

/**
 * What the user's own model predicts for samples without attack. Each sample is predicted once, whatever sets of
 * samples it comes in.
 */
public final class CleanPredictions {

    private final PreparedModel model;
    private final boolean isRandomized;
    private final Map<Seen, Integer> known = new HashMap<>();

    /**
     * Predicts nothing yet.
     *
     * @param isRandomized whether the model's output differs from call to call, so that its classifier cannot be held
     *     to it
     */
    public CleanPredictions(PreparedModel model, boolean isRandomized) {
        this.model = model;
        this.isRandomized = isRandomized;
    }

    /**
     * A sample that was predicted: its index, and a hash of its values, since another data set has the same indices.
     */
    private record Seen(int index, int hash) {

        static Seen at(Samples samples, int position) {
            return new Seen(samples.index(position), Arrays.hashCode(samples.input(position)));
        }
    }

    /** Whether the model's own output for the same input differs from call to call. */
    public boolean isRandomized() {
        return isRandomized;
    }

    /**
     * The class predicted for each sample.
     *
     * @throws IllegalStateException if the model's output is not finite, or the classifier that attacks see predicts
     *     another class
     */
    public int[] of(Samples samples) {
        Samples unseen = samples.where(i -> !known.containsKey(Seen.at(samples, i)));
        int[] predictions = model.predict(unseen.inputs());
        if (!isRandomized) {
            model.requireAgreement(unseen, predictions);
        }
        for (int i = 0; i < predictions.length; i++) {
            known.put(Seen.at(unseen, i), predictions[i]);
        }
        return IntStream.range(0, samples.size())
                .map(i -> Objects.requireNonNull(known.get(Seen.at(samples, i))))
                .toArray();
    }
}
