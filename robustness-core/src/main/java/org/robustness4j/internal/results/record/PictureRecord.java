package org.robustness4j.internal.results.record;

import org.jspecify.annotations.Nullable;

/**
 * A picture of an adversarial example, as it is stored.
 *
 * @param file its path, relative to the folder of the result file
 * @param index the sample
 * @param label the name of its true class, null for a fake image
 * @param clean what the model takes the sample for
 * @param adversarial what it takes the adversarial point for
 * @param amplification the factor by which the perturbation is amplified in the picture
 */
public record PictureRecord(
        String file,
        int index,
        @Nullable String label,
        PredictionRecord clean,
        PredictionRecord adversarial,
        double amplification) {}
