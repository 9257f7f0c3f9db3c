package org.robustness4j.attack.internal.runner;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
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

    /** The position of a sample that is finished and was not told before, if there is one. */
    OptionalInt tellNext() {
        Integer position = untold.poll();
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    Progress now() {
        return new Progress(finished.get(), total, succeeded.get());
    }
}
