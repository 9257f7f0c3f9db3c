package org.robustness4j.internal.concurrent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Work in parts, which threads take one by one. */
final class SharedWork {

    private final int parts;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch undone;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    SharedWork(int parts, IntConsumer part) {
        this.parts = parts;
        this.part = part;
        this.undone = new CountDownLatch(parts);
    }

    /** Whether there are parts that nobody has taken. */
    boolean isLeft() {
        return next.get() < parts;
    }

    /** Does parts as long as there are some. */
    void help() {
        for (int number = next.getAndIncrement(); number < parts; number = next.getAndIncrement()) {
            try {
                part.accept(number);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                undone.countDown();
            }
        }
    }

    /** Waits for parts under way, interrupted or not: they use what is the caller's. */
    void await() {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                undone.await();
                done = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
