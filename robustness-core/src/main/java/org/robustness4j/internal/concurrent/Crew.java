package org.robustness4j.internal.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Threads of which those that have no work of their own help the others with theirs. */
public final class Crew {

    private final int size;
    private final Deque<SharedWork> open = new ArrayDeque<>();
    private volatile int spare;

    /** @param size how many threads there are */
    public Crew(int size) {
        this.size = size;
    }

    /** How many threads there are. */
    public int size() {
        return size;
    }

    /** A thread of the crew that ends when the process does. */
    public Thread thread(Runnable work, String name) {
        Thread thread = new Member(this, work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** How many threads there are for what the calling thread does, itself included. */
    public static int hands() {
        return Thread.currentThread() instanceof Member member ? member.crew.handsOfOne() : 1;
    }

    /** The threads that have no work of their own, dealt out to those that have. */
    private int handsOfOne() {
        int helpers = spare;
        int owners = Math.max(1, size - helpers);
        return 1 - Math.floorDiv(-helpers, owners);
    }

    /** Whether at least half of the threads have no work of their own. */
    public boolean isHalfSpare() {
        return 2 * spare >= size;
    }

    /**
     * Does the parts of some work, in any order, several at a time where threads of the calling thread's crew have
     * nothing else to do; returns when all are done, or throws what one of them threw.
     *
     * @param part is given their numbers, from 0
     */
    public static void share(int parts, IntConsumer part) {
        if (parts > 1 && Thread.currentThread() instanceof Member member) {
            member.crew.doTogether(new SharedWork(parts, part));
        } else {
            IntStream.range(0, parts).forEach(part);
        }
    }

    private void doTogether(SharedWork work) {
        synchronized (this) {
            open.add(work);
            notifyAll();
        }
        work.help();
        synchronized (this) {
            open.remove(work);
        }
        work.await();
    }

    /**
     * Helps other threads until something has come about.
     *
     * @param isOver is asked again after {@link #changed()}
     * @throws InterruptedException if the thread is interrupted while there is nothing to help with
     */
    public void helpUntil(BooleanSupplier isOver) throws InterruptedException {
        becomesSpare(1);
        try {
            for (SharedWork work = next(isOver); work != null; work = next(isOver)) {
                work.help();
            }
        } finally {
            becomesSpare(-1);
        }
    }

    private synchronized void becomesSpare(int more) {
        spare += more;
    }

    private synchronized @Nullable SharedWork next(BooleanSupplier isOver) throws InterruptedException {
        while (!isOver.getAsBoolean()) {
            for (SharedWork work : open) {
                if (work.isLeft()) {
                    return work;
                }
            }
            wait();
        }
        return null;
    }

    /** Has those that help ask whether it is over. */
    public synchronized void changed() {
        notifyAll();
    }

    private static final class Member extends Thread {

        private final Crew crew;

        Member(Crew crew, Runnable work, String name) {
            super(work, name);
            this.crew = crew;
        }
    }
}
