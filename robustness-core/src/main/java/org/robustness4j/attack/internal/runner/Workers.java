package org.robustness4j.attack.internal.runner;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.internal.runner.BlockPlan.Block;
import org.robustness4j.internal.concurrent.Crew;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.ThreatModel;

/**
 * Threads that share the samples of a run, each with a classifier of its own: one by one, or whole blocks where the
 * classifier's results depend on its batch. Where there are more threads than samples, those that are left help to
 * compute what is large. The calling thread tells the monitor how far they are.
 */
public record Workers(Classifier classifier, int count, AttackMonitor monitor) {

    /** How often the monitor is asked and told. */
    private static final long PERIOD_MILLIS = 100;

    public AttackRun run(
            List<Block> blocks, Attack attack, ThreatModel threatModel, RunOptions options, int blockSize) {
        int samples =
                blocks.stream().mapToInt(block -> block.to() - block.from()).sum();
        OptionalInt batch = batch();
        int shares = batch.isPresent() ? samples : blocks.size();
        int most = classifier.isParallel() ? count : 1;
        int threads = Math.max(1, Math.min(most, shares));
        Crew crew = new Crew(batch.isPresent() ? most : threads);
        AtomicReferenceArray<Candidate> candidates = new AtomicReferenceArray<>(samples);
        SharedSearches searches = new SharedSearches(blocks, threads, batch, crew);
        RunProgress progress = RunProgress.start(samples, options.timeBudget());
        ExecutorService executor =
                Executors.newFixedThreadPool(crew.size(), work -> crew.thread(work, "robustness-worker"));
        CompletionService<Void> workers = new ExecutorCompletionService<>(executor);
        try {
            for (Classifier own : forks(threads)) {
                workers.submit(() -> {
                    new BlockRunner(own, attack, threatModel, progress, options.seed(), options.queryBudget())
                            .run(searches, candidates);
                    return null;
                });
            }
            for (int i = threads; i < crew.size(); i++) {
                workers.submit(() -> {
                    searches.help();
                    return null;
                });
            }
            for (int i = 0; i < crew.size(); i++) {
                awaitOne(workers, crew, progress, candidates, attack);
            }
            while (tell(progress, candidates)) {
                requireWanted(attack);
            }
            monitor.progressed(progress.now());
            return new AttackRun(
                    IntStream.range(0, samples).mapToObj(candidates::get).toList(), blockSize);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The attack " + attack.name() + " was interrupted");
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            stop(executor);
        }
    }

    private OptionalInt batch() {
        OptionalInt batch = classifier.preferredBatch();
        if (batch.orElse(1) < 1) {
            throw new IllegalStateException(
                    "The classifier prefers batches of " + batch.getAsInt() + " samples; at least 1 is needed");
        }
        return batch;
    }

    /** A classifier for each thread, all of them made before the first one is used. */
    private List<Classifier> forks(int threads) {
        return IntStream.range(0, threads)
                .mapToObj(i -> i == 0 ? classifier : classifier.fork())
                .toList();
    }

    private void awaitOne(
            CompletionService<Void> workers,
            Crew crew,
            RunProgress progress,
            AtomicReferenceArray<Candidate> candidates,
            Attack attack)
            throws InterruptedException, ExecutionException {
        while (true) {
            requireWanted(attack);
            monitor.progressed(progress.now());
            // what the monitor makes of candidates takes threads, which would be in the way of those that search
            boolean isMore = crew.isHalfSpare() && tell(progress, candidates);
            Future<Void> done = workers.poll(isMore ? 0 : PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            if (done != null) {
                done.get();
                return;
            }
        }
    }

    private void requireWanted(Attack attack) {
        if (monitor.isCancelled()) {
            throw new CancellationException("The attack " + attack.name() + " was cancelled");
        }
    }

    /**
     * Tells of samples that the attack is done with, for about a period: what the monitor makes of one may take long.
     *
     * @return whether there may be more
     */
    private boolean tell(RunProgress progress, AtomicReferenceArray<Candidate> candidates) {
        long start = System.nanoTime();
        OptionalInt next = progress.tellNext();
        while (next.isPresent()) {
            monitor.found(next.getAsInt(), candidates.get(next.getAsInt()));
            if (System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS)) {
                return true;
            }
            next = progress.tellNext();
        }
        return false;
    }

    /** Waits for blocks under way, which end at their next step: the classifier is the caller's again afterwards. */
    private static void stop(ExecutorService executor) {
        executor.shutdownNow();
        boolean interrupted = false;
        boolean terminated = false;
        while (!terminated) {
            try {
                terminated = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("A block of samples could not be attacked", cause);
    }
}
