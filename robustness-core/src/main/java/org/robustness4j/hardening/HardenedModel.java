package org.robustness4j.hardening;

import java.nio.file.Path;
import java.util.List;
import org.robustness4j.data.Domain;
import org.robustness4j.model.TestedModel;

/**
 * A model that was trained to withstand attacks.
 *
 * @param file the model in its own format, with the state of its updater: a zip that DL4J's {@code ModelSerializer} reads
 * @param epochs what each epoch came to
 * @param bestEpoch the epoch that the file holds
 * @param trainedBy what computed the gradients of the weights
 * @param domain of its input
 */
public record HardenedModel(Path file, List<EpochRecord> epochs, int bestEpoch, String trainedBy, Domain domain) {

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
