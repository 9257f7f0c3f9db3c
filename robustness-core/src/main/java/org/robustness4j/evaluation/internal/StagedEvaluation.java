package org.robustness4j.evaluation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.StoppingRule;

/**
 * An evaluation that attacks some blocks of samples at a time, in their order, until a rule says that it is enough. How
 * many blocks follows from the data alone, so that an evaluation that stops early stops at the same sample wherever and
 * by however many workers it is run.
 */
public final class StagedEvaluation {

    private static final int BLOCKS = 4;

    private final EvaluationTask task;
    private final String samplesSha256;
    private final Execution execution;
    private final AttackMonitor monitor;
    private final long start = System.nanoTime();
    private final List<EvaluatedPart> parts = new ArrayList<>();
    private int done;

    /**
     * Attacks nothing yet.
     *
     * @param samplesSha256 the hash of the task's samples
     */
    public StagedEvaluation(EvaluationTask task, String samplesSha256, Execution execution, AttackMonitor monitor) {
        this.task = task;
        this.samplesSha256 = samplesSha256;
        this.execution = execution;
        this.monitor = monitor;
    }

    /**
     * Attacks the samples, all of them or until it is time to stop.
     *
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     */
    public AttackEvaluation until(StoppingRule stopping) {
        if (stopping.equals(StoppingRule.NEVER)) {
            run(task.samples().size());
        } else {
            runUntil(stopping);
        }
        EvaluatedPart attacked = EvaluatedPart.joined(parts);
        List<SampleOutcome> outcomes = outcomes(attacked);
        BrokenSamples broken = broken(outcomes, attacked.brokenPoints());
        return evaluation(attacked, outcomes, broken, Duration.ofNanos(System.nanoTime() - start));
    }

    private void runUntil(StoppingRule stopping) {
        BrokenSamples none = new BrokenSamples(task.samples(), new int[0], List.of(), new int[0]);
        boolean isEnough = false;
        while (!isEnough) {
            runNext();
            isEnough = isDone() || stopping.isEnough(soFar(none));
        }
    }

    /** The rule is asked for rates alone, which points that broke samples do not change. */
    private AttackEvaluation soFar(BrokenSamples none) {
        EvaluatedPart attacked = EvaluatedPart.joined(parts);
        return evaluation(attacked, outcomes(attacked), none, Duration.ZERO);
    }

    /** The samples that no stage came to were not needed. */
    private List<SampleOutcome> outcomes(EvaluatedPart attacked) {
        Samples samples = task.samples();
        List<SampleOutcome> outcomes = new ArrayList<>(attacked.outcomes());
        for (int i = outcomes.size(); i < samples.size(); i++) {
            int prediction = task.cleanPredictions()[i];
            outcomes.add(
                    task.threatModel().isAttackable(samples.label(i), prediction)
                            ? SampleOutcome.notNeeded(samples.index(i), samples.label(i), prediction)
                            : SampleOutcome.notAttacked(samples.index(i), samples.label(i), prediction));
        }
        return outcomes;
    }

    private AttackEvaluation evaluation(
            EvaluatedPart attacked, List<SampleOutcome> outcomes, BrokenSamples broken, Duration wallTime) {
        return task.model()
                .evaluation(
                        task.attack(),
                        task.threatModel(),
                        task.options(),
                        samplesSha256,
                        outcomes,
                        broken,
                        new AttackEvaluation.Cost(
                                attacked.forwardEvaluations(), attacked.gradientEvaluations(), wallTime));
    }

    /** Refers to the samples that are there anyway, so that those attacked need not be kept a second time. */
    private BrokenSamples broken(List<SampleOutcome> outcomes, List<float[]> points) {
        int[] positions = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).outcome() == Outcome.BROKEN)
                .toArray();
        return new BrokenSamples(
                task.samples(),
                positions,
                points,
                IntStream.of(positions).map(i -> outcomes.get(i).prediction()).toArray());
    }

    /** Attacks the next blocks in which there is something to attack. */
    private void runNext() {
        List<Integer> bounds = task.blockBounds();
        int to = done;
        int blocks = 0;
        for (int i = bounds.indexOf(done); i + 1 < bounds.size() && blocks < BLOCKS; i++) {
            to = bounds.get(i + 1);
            blocks += task.attackable(bounds.get(i), to) > 0 ? 1 : 0;
        }
        run(to);
    }

    private boolean isDone() {
        return done == task.samples().size();
    }

    private void run(int to) {
        boolean isWhole = done == 0 && to == task.samples().size();
        EvaluationTask part = isWhole ? task : task.part(done, to).with(remaining());
        parts.add(execution.evaluate(part, new Watch(monitor, attacked(), broken(), task.attackable())));
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
        Duration budget = task.options().timeBudget();
        if (budget == null || parts.isEmpty()) {
            return task.options();
        }
        long left = budget.toNanos() - (System.nanoTime() - start);
        return task.options().within(Duration.ofNanos(Math.max(1, left)));
    }

    /** Reports the progress of a stage as that of the whole. */
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
