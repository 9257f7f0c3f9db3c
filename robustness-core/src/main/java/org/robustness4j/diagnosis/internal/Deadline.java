package org.robustness4j.diagnosis.internal;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;

/**
 * The time that checks may search for: as much as the attack had, or until it is cancelled.
 *
 * @param monitor may cancel them; is told no progress, which is the attack's
 * @param end in nanoseconds of the system's clock, null when they may take as long as they need
 */
record Deadline(AttackMonitor monitor, @Nullable Long end) {

    static Deadline of(AttackMonitor monitor, RunOptions options) {
        Duration budget = options.timeBudget();
        return new Deadline(monitor, budget == null ? null : System.nanoTime() + budget.toNanos());
    }

    /** Whether the time is up. */
    boolean isOver() {
        return end != null && System.nanoTime() - end >= 0;
    }

    /** The options with what is left of the time. */
    RunOptions limit(RunOptions options) {
        return end == null ? options : options.within(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }

    /** @throws CancellationException if the monitor cancels, or the thread is interrupted */
    void requireNotCancelled() {
        if (monitor.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The test was cancelled in its checks");
        }
    }

    /** A monitor for searches of the checks: it can cancel them, and passes no progress on. */
    AttackMonitor silent() {
        return new AttackMonitor() {
            @Override
            public void progressed(Progress progress) {
                // the attack's progress was told
            }

            @Override
            public boolean isCancelled() {
                return monitor.isCancelled();
            }
        };
    }
}
