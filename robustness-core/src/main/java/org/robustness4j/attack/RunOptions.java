package org.robustness4j.attack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;

/**
 * How an attack is run. The result is a function of the seed and of the block size, not of the number of workers; a time
 * budget that runs out leaves samples undecided, never robust.
 *
 * @param seed of all random streams
 * @param workers the number of threads, each with a copy of the model
 * @param timeBudget how long an attack may take, null when it may take as long as it needs
 */
public record RunOptions(long seed, int workers, @Nullable Duration timeBudget) {

    private static final int LARGEST_BLOCK = 128;
    private static final int SMALLEST_BLOCK = 8;
    private static final int VALUES_IN_A_BLOCK = 1 << 18;

    /** @throws IllegalArgumentException if there is no worker, or no time */
    public RunOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("There must be at least 1 worker, but there are " + workers);
        }
        if (timeBudget != null && (timeBudget.isNegative() || timeBudget.isZero())) {
            throw new IllegalArgumentException("The time budget must be longer than nothing, but is " + timeBudget);
        }
    }

    /** As many workers as given, as long as it takes. */
    public RunOptions(long seed, int workers) {
        this(seed, workers, null);
    }

    /** One worker. */
    public static RunOptions seed(long seed) {
        return new RunOptions(seed, 1);
    }

    /** The same options with another number of workers. */
    public RunOptions withWorkers(int newWorkers) {
        return new RunOptions(seed, newWorkers, timeBudget);
    }

    /** The same options with a limit on the time that an attack may take. */
    public RunOptions within(Duration newTimeBudget) {
        return new RunOptions(seed, workers, newTimeBudget);
    }

    /**
     * The number of consecutive samples that are attacked together: a power of two that follows from the shape of a sample
     * alone. It is part of the result, because the last bits of a sample's logits depend on the size of its batch.
     */
    public int blockSize(InputShape shape) {
        int fitting = Integer.highestOneBit(Math.max(1, VALUES_IN_A_BLOCK / shape.features()));
        return Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, fitting));
    }
}
