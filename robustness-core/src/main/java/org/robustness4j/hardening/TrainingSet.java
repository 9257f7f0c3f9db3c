package org.robustness4j.hardening;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.hardening.internal.RobustnessComparison;

/**
 * The samples that are trained on, and those that robustness is measured on meanwhile.
 *
 * @param training the samples that steps are made on
 * @param validation others
 */
record TrainingSet(Samples training, Optional<Samples> validation) {

    /** Of so many training samples one is set aside at most. */
    private static final int HELD_OUT_OF = 10;

    static TrainingSet of(Samples given, TrainingOptions options) {
        Samples validation = options.validation();
        if (validation != null) {
            return new TrainingSet(given, Optional.of(validation));
        }
        int count = Math.min(options.heldOut(), given.size() / HELD_OUT_OF);
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

    /**
     * Checks that samples fit, and that none is both trained on and measured on.
     *
     * @throws IllegalArgumentException if a value is outside the domain, shapes differ, or a sample is in both sets
     */
    void requireUsable(Domain domain) {
        training.requireInside(domain);
        validation.ifPresent(others -> {
            if (!others.shape().equals(training.shape())) {
                throw new IllegalArgumentException("The validation samples have the shape " + others.shape()
                        + ", the training samples " + training.shape() + "; both must fit the model");
            }
            others.requireInside(domain);
            RobustnessComparison.requireUnseen(others, training);
        });
    }

    /** @throws IllegalArgumentException if a label names no class */
    void requireLabelsBelow(int classes) {
        training.requireLabelsBelow(classes);
        validation.ifPresent(others -> others.requireLabelsBelow(classes));
    }
}
