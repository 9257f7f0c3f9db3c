package org.robustness4j.hardening;

import org.robustness4j.hardening.HardenedModel.EpochRecord;

/** Watches a training, and may cancel it; called by the thread that trains. */
public interface TrainingMonitor {

    /** Watches nothing and cancels nothing. */
    TrainingMonitor NONE = new TrainingMonitor() {};

    /**
     * Tells that a step was made.
     *
     * @param done the steps so far, those of earlier epochs included
     * @param total of all epochs
     */
    default void stepped(long done, long total) {}

    /** Tells what an epoch came to. */
    default void finished(EpochRecord epoch) {}

    /** Whether the training is to be given up; its last checkpoint stays. */
    default boolean isCancelled() {
        return false;
    }
}
