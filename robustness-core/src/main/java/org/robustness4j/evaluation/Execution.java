package org.robustness4j.evaluation;

import org.robustness4j.attack.AttackMonitor;

/**
 * Where attacks are run. Outcomes do not depend on it: work is divided at the bounds of blocks, and what becomes of a sample
 * is a function of its block.
 */
@FunctionalInterface
public interface Execution {

    /** On this machine, by the workers that the options ask for. */
    Execution LOCAL = Work::here;

    /**
     * Does some work and returns when it is done.
     *
     * @param monitor is told how far the work is, by the calling thread, and may cancel it
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @throws IllegalArgumentException if the attack does not fit the model or the threat model
     * @throws IllegalStateException if the model returns values that are not finite, or the work cannot be done there
     */
    EvaluatedPart evaluate(Work work, AttackMonitor monitor);
}
