package org.robustness4j.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.robustness4j.attack.BlockPlan.Block;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.ThreatModel;

/** Threads that share the blocks of a run, each with a classifier of its own. */
record Workers(Classifier classifier, int count) {

    AttackRun run(List<Block> blocks, Attack attack, ThreatModel threatModel, long seed, int blockSize) {
        int threads = Math.max(1, Math.min(count, blocks.size()));
        BlockingQueue<Classifier> idle = new LinkedBlockingQueue<>();
        for (int i = 0; i < threads; i++) {
            idle.add(i == 0 ? classifier : classifier.fork());
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads, Workers::daemon);
        try {
            List<Future<List<Candidate>>> results = new ArrayList<>();
            for (Block block : blocks) {
                results.add(executor.submit(() -> {
                    Classifier mine = idle.take();
                    try {
                        return new BlockRunner(mine, attack, threatModel, seed).run(block);
                    } finally {
                        idle.add(mine);
                    }
                }));
            }
            List<Candidate> candidates = new ArrayList<>();
            for (Future<List<Candidate>> result : results) {
                candidates.addAll(result.get());
            }
            return new AttackRun(List.copyOf(candidates), blockSize);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The attack " + attack.name() + " was interrupted");
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            stop(executor);
        }
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

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "robustness-worker");
        thread.setDaemon(true);
        return thread;
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
