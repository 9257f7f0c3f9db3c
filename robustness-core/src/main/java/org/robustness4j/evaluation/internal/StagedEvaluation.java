package org.robustness4j.evaluation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;

/**
 * Does work some blocks at a time, in their order. How many follows from the data alone, so that an evaluation that stops
 * early stops at the same sample wherever and by however many workers it is run.
 */
public final class StagedEvaluation {

    private static final int BLOCKS = 4;

    private final EvaluationTask work;
    private final Execution execution;
    private final AttackMonitor monitor;
    private final long start = System.nanoTime();
    private final List<EvaluatedPart> parts = new ArrayList<>();
    private int done;

    public StagedEvaluation(EvaluationTask work, Execution execution, AttackMonitor monitor) {
        this.work = work;
        this.execution = execution;
        this.monitor = monitor;
    }

    /** Does all that is left. */
    public void runAll() {
        run(work.samples().size());
    }

    /** Does the next blocks in which there is something to attack. */
    public void runNext() {
        List<Integer> bounds = work.blockBounds();
        int to = done;
        int blocks = 0;
        for (int i = bounds.indexOf(done); i + 1 < bounds.size() && blocks < BLOCKS; i++) {
            to = bounds.get(i + 1);
            blocks += work.attackable(bounds.get(i), to) > 0 ? 1 : 0;
        }
        run(to);
    }

    public boolean isDone() {
        return done == work.samples().size();
    }

    /** What was found so far. */
    public EvaluatedPart soFar() {
        return EvaluatedPart.joined(parts);
    }

    private void run(int to) {
        boolean isWhole = done == 0 && to == work.samples().size();
        EvaluationTask part = isWhole ? work : work.part(done, to).with(remaining());
        parts.add(execution.evaluate(part, new Watch(monitor, attacked(), broken(), work.attackable())));
        done = to;
    }

    private long attacked() {
        return parts.stream().mapToLong(EvaluatedPart::attacked).sum();
    }

    private long broken() {
        return parts.stream().mapToLong(part -> part.brokenPoints().size()).sum();
    }

    /** The options with what is left of the time, at least the shortest that there is. */
    private RunOptions remaining() {
        Duration budget = work.options().timeBudget();
        if (budget == null || parts.isEmpty()) {
            return work.options();
        }
        long left = budget.toNanos() - (System.nanoTime() - start);
        return work.options().within(Duration.ofNanos(Math.max(1, left)));
    }

    /** Tells the progress of a stage as that of the whole. */
    private record Watch(AttackMonitor monitor, long finished, long succeeded, long total) implements AttackMonitor {

        @Override
        public void progressed(Progress progress) {
            monitor.progressed(new Progress(finished + progress.finished(), total, succeeded + progress.succeeded()));
        }

        @Override
        public boolean isCancelled() {
            return monitor.isCancelled();
        }
    }
}
