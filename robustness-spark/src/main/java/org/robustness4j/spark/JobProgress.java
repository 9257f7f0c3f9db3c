package org.robustness4j.spark;

import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackMonitor.Progress;

/** Tells a monitor what reports add up to. */
final class JobProgress {

    private final AttackMonitor monitor;
    private final long total;
    private long finished;
    private long succeeded;

    JobProgress(AttackMonitor monitor, long total) {
        this.monitor = monitor;
        this.total = total;
    }

    void add(BlockReport report) {
        finished += report.attacked();
        succeeded += report.broken();
        monitor.progressed(new Progress(finished, total, succeeded));
    }
}
