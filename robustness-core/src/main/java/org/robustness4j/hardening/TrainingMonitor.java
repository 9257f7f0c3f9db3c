package org.robustness4j.hardening;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.hardening.HardenedModel.EpochRecord;

/** Watches a training, and may cancel it; called by the thread that trains. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface TrainingMonitor {

    /** Watches nothing and cancels nothing. */
    TrainingMonitor NONE = new TrainingMonitor() {};

    /**
     * Called after each step.
     *
     * @param done the steps so far, those of earlier epochs included
     * @param total of all epochs
     */
    default void stepped(long done, long total) {}

    /** Called after each epoch, with its figures. */
    default void finished(EpochRecord epoch) {}

    /** Whether the training is to be given up; its last checkpoint stays. */
    default boolean isCancelled() {
        return false;
    }
}
