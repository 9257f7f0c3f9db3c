package org.robustness4j.hardening;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.robustness4j.data.Samples;

/**
 * What is trained on, and what robustness is measured on meanwhile.
 *
 * @param training the samples that steps are made on
 * @param validation others
 */
record TrainingSet(Samples training, Optional<Samples> validation) {

    /** No more than this share of the training samples is set aside. */
    private static final int LEAST_SHARE = 10;

    static TrainingSet of(Samples given, TrainingOptions options) {
        if (options.validation() != null) {
            return new TrainingSet(given, Optional.of(options.validation()));
        }
        int count = Math.min(options.heldOut(), given.size() / LEAST_SHARE);
        if (count == 0) {
            return new TrainingSet(given, Optional.empty());
        }
        Samples heldOut = given.balancedSubset(count, options.seed());
        Set<Integer> indices = new HashSet<>();
        for (int i = 0; i < heldOut.size(); i++) {
            indices.add(heldOut.index(i));
        }
        return new TrainingSet(given.where(i -> !indices.contains(given.index(i))), Optional.of(heldOut));
    }
}
