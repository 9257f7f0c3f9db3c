package org.robustness4j.attack;

/** Watches an attack while it runs, and may cancel it; called by the thread that runs the attack, a few times a second. */
public interface AttackMonitor {

    /** Watches nothing and cancels nothing. */
    AttackMonitor NONE = progress -> {};

    /** Tells how far the attack is. */
    void progressed(Progress progress);

    /** Whether the attack is to be given up. */
    default boolean isCancelled() {
        return false;
    }

    /**
     * How far an attack is.
     *
     * @param finished the samples that it is done with
     * @param total the samples that it attacks
     * @param succeeded the finished ones that it saw a success for
     */
    record Progress(long finished, long total, long succeeded) {}
}
