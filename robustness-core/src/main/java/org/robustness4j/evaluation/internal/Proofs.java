package org.robustness4j.evaluation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.certification.internal.CertifiableModel;
import org.robustness4j.certification.internal.SampleProver;
import org.robustness4j.certification.internal.SampleProver.Result;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.ThreatModel;

/**
 * Proofs about some samples, sought by threads that share them. What is found for a sample does not depend on the
 * others, but for the time that its proof may take.
 *
 * @param model of which something can be proved
 * @param classifier what attacks follow
 * @param monitor may cancel the search
 */
record Proofs(CertifiableModel model, Classifier classifier, AttackMonitor monitor) {

    private static final long PERIOD_MILLIS = 100;

    private static final double NANOSECONDS = 1e9;

    /**
     * Seeks proofs.
     *
     * @param positions of the samples
     * @param ofASample how long each may take
     * @return a result for each position
     * @throws CancellationException if the monitor cancels it or the thread is interrupted
     */
    List<Result> of(Samples samples, int[] positions, ThreatModel threatModel, Duration ofASample, int workers) {
        Result[] results = new Result[positions.length];
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean isCancelled = new AtomicBoolean();
        int threads = Math.max(1, Math.min(workers, positions.length));
        List<Classifier> forks =
                IntStream.range(0, threads).mapToObj(i -> classifier.fork()).toList();
        ExecutorService executor = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "robustness-prover");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<?>> done = new ArrayList<>();
        try {
            for (Classifier fork : forks) {
                done.add(executor.submit(() -> {
                    SampleProver prover = new SampleProver(model, fork);
                    for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
                        results[i] = prover.prove(
                                samples.input(positions[i]),
                                samples.label(positions[i]),
                                threatModel,
                                ofASample.toNanos() / NANOSECONDS,
                                isCancelled::get);
                    }
                }));
            }
            for (Future<?> one : done) {
                await(one);
            }
        } finally {
            isCancelled.set(true);
            next.set(results.length);
            executor.shutdown();
        }
        return List.of(results);
    }

    private void await(Future<?> work) {
        while (true) {
            try {
                work.get(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (monitor.isCancelled()) {
                    throw new CancellationException("The search for proofs was cancelled");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The search for proofs was interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof RuntimeException exception
                        ? exception
                        : new IllegalStateException(e.getCause());
            }
        }
    }
}
