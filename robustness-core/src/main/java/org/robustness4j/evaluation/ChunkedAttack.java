package org.robustness4j.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.ThreatModel;

/**
 * Attacks samples some blocks at a time, in their order. How many follows from the data alone, so that an evaluation that
 * stops early stops at the same sample whatever the number of workers.
 */
final class ChunkedAttack {

    private static final int BLOCKS = 4;

    private final Attack attack;
    private final Samples attacked;
    private final ThreatModel threatModel;
    private final RunOptions options;
    private final AttackMonitor monitor;
    private final int blockSize;
    private final long start = System.nanoTime();
    private final List<Candidate> candidates = new ArrayList<>();

    ChunkedAttack(Attack attack, Samples attacked, ThreatModel threatModel, RunOptions options, AttackMonitor monitor) {
        this.attack = attack;
        this.attacked = attacked;
        this.threatModel = threatModel;
        this.options = options;
        this.monitor = monitor;
        this.blockSize = options.blockSize(attacked.shape());
    }

    /** Attacks all samples that are left. */
    void runAll(Classifier classifier) {
        run(classifier, attacked.size());
    }

    /** Attacks the samples of the next blocks. */
    void runNext(Classifier classifier) {
        run(classifier, chunkEnd());
    }

    boolean isDone() {
        return candidates.size() == attacked.size();
    }

    /** What was found so far. */
    AttackRun soFar() {
        return new AttackRun(List.copyOf(candidates), blockSize);
    }

    private void run(Classifier classifier, int to) {
        int from = candidates.size();
        Samples chunk = from == 0 && to == attacked.size() ? attacked : attacked.where(i -> i >= from && i < to);
        candidates.addAll(attack.run(
                        classifier,
                        chunk,
                        threatModel,
                        remaining(),
                        new Watch(monitor, from, claimed(), attacked.size()))
                .candidates());
    }

    private long claimed() {
        return candidates.stream().filter(Candidate::claimed).count();
    }

    private int chunkEnd() {
        int to = candidates.size();
        int blocks = 0;
        int last = -1;
        while (to < attacked.size()) {
            int block = attacked.ordinal(to) / blockSize;
            if (block != last) {
                blocks++;
                last = block;
            }
            if (blocks > BLOCKS) {
                return to;
            }
            to++;
        }
        return to;
    }

    /** The options with what is left of the time, at least the shortest that there is. */
    private RunOptions remaining() {
        Duration budget = options.timeBudget();
        if (budget == null || candidates.isEmpty()) {
            return options;
        }
        long left = budget.toNanos() - (System.nanoTime() - start);
        return options.within(Duration.ofNanos(Math.max(1, left)));
    }

    /** Tells the progress of a chunk as that of the whole. */
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
