package org.robustness4j.attack;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * An observer of a running attack, which may cancel it; called by the thread that runs the attack, a few times a
 * second.
 */
@API(status = Status.STABLE, since = "0.1")
public interface AttackMonitor {

    /** An observer that ignores everything and cancels nothing. */
    AttackMonitor NONE = progress -> {};

    /** Tells how far the attack is. */
    void progressed(Progress progress);

    /**
     * Tells what was found for a sample: once its search is over and half of the workers have nothing left to begin, at the
     * latest when the attack is over.
     *
     * @param position of the sample, among those attacked
     */
    @API(status = Status.INTERNAL, since = "0.1")
    default void found(int position, Candidate candidate) {}

    /** Whether the attack is to be given up. */
    default boolean isCancelled() {
        return false;
    }

    /**
     * The progress of an attack.
     *
     * @param finished the samples that it is done with
     * @param total the samples that it attacks
     * @param succeeded the finished ones that it saw a success for
     */
    @API(status = Status.STABLE, since = "0.1")
    record Progress(long finished, long total, long succeeded) {}
}
