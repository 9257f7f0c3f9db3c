package org.robustness4j.hardening;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Domain;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.model.TestedModel;

/**
 * A model that was trained to withstand attacks.
 *
 * @param file the model in its own format, with the state of its updater: a zip that DL4J's {@code ModelSerializer}
 *     reads
 * @param epochs the figures of each epoch
 * @param bestEpoch the epoch that the file holds
 * @param trainedBy what computed the gradients of the weights
 * @param domain of its input
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record HardenedModel(Path file, List<EpochRecord> epochs, int bestEpoch, String trainedBy, Domain domain) {

    /**
     * The figures of one epoch of training.
     *
     * @param epoch from 1
     * @param loss the mean of what was minimised
     * @param trainingAccuracy the share of the points trained on that were classified correctly, before the step on
     *     them
     * @param cleanAccuracy on the samples that are not trained on; null where there are none
     * @param robustAccuracy the share of them that the model still classifies correctly under PGD with 20 steps; null
     *     where there are none
     * @param collapsed whether robust accuracy fell far below the best although the model withstands its own training
     *     attack: catastrophic overfitting
     * @param seconds how long it took, measuring included
     */
    public record EpochRecord(
            int epoch,
            double loss,
            double trainingAccuracy,
            @Nullable Double cleanAccuracy,
            @Nullable Double robustAccuracy,
            boolean collapsed,
            double seconds) {

        /** For the log. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "epoch %d: loss %.4g", epoch, loss)
                    + ", right for " + Percentage.brief(trainingAccuracy) + " of the points trained on"
                    + (cleanAccuracy == null ? "" : ", " + Percentage.brief(cleanAccuracy) + " of samples kept aside")
                    + (robustAccuracy == null ? "" : ", " + Percentage.brief(robustAccuracy) + " of them under PGD")
                    + (collapsed ? ", which is catastrophic overfitting" : "")
                    + String.format(Locale.ROOT, " (%.1f s)", seconds);
        }
    }

    /** Copies the epochs. */
    public HardenedModel {
        epochs = List.copyOf(epochs);
    }

    /** The model, read from its file. */
    public TestedModel model() {
        return TestedModel.of(file).in(domain);
    }

    /** How long training took, in seconds. */
    public double seconds() {
        return epochs.stream().mapToDouble(EpochRecord::seconds).sum();
    }
}
