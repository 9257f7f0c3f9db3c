package org.robustness4j.model.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work on the slices of a batch, shared by threads. */
public final class ParallelSlices {

    private ParallelSlices() {}

    /**
     * Does the work on each slice and returns when all is done; a failure is thrown then.
     *
     * @param count the number of slices
     * @param work is given their numbers, from 0
     */
    public static void run(int count, Executor executor, IntConsumer work) {
        CompletableFuture<?>[] running = IntStream.range(0, count)
                .mapToObj(slice -> CompletableFuture.runAsync(() -> work.accept(slice), executor))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
