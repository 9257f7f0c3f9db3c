package org.robustness4j.spark.internal.driver;

import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackMonitor.Progress;

/** Tells a monitor what reports add up to. */
public final class JobProgress {

    private final AttackMonitor monitor;
    private final long total;
    private long finished;
    private long succeeded;

    public JobProgress(AttackMonitor monitor, long total) {
        this.monitor = monitor;
        this.total = total;
    }

    public void add(long newlyFinished, long newlySucceeded) {
        finished += newlyFinished;
        succeeded += newlySucceeded;
        monitor.progressed(new Progress(finished, total, succeeded));
    }
}
