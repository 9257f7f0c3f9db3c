package org.robustness4j.attack.internal.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor.Progress;

/** What the workers of one run have done, and whether there is time left. */
public final class RunProgress {

    private final long total;
    private final long start = System.nanoTime();
    private final @Nullable Duration timeBudget;
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong succeeded = new AtomicLong();
    private final Queue<Integer> untold = new ConcurrentLinkedQueue<>();

    private RunProgress(long total, @Nullable Duration timeBudget) {
        this.total = total;
        this.timeBudget = timeBudget;
    }

    static RunProgress start(long samples, @Nullable Duration timeBudget) {
        return new RunProgress(samples, timeBudget);
    }

    boolean isTimeUp() {
        return timeBudget != null && System.nanoTime() - start >= timeBudget.toNanos();
    }

    void finished(List<SampleAttack> attacks) {
        finished.addAndGet(attacks.size());
        succeeded.addAndGet(attacks.stream().filter(SampleAttack::isClaimed).count());
        attacks.forEach(attack -> untold.add(attack.position()));
    }

    /** The positions of the samples that were finished since this was asked last. */
    List<Integer> toldNext() {
        List<Integer> next = new ArrayList<>();
        for (Integer position = untold.poll(); position != null; position = untold.poll()) {
            next.add(position);
        }
        return next;
    }

    Progress now() {
        return new Progress(finished.get(), total, succeeded.get());
    }
}
