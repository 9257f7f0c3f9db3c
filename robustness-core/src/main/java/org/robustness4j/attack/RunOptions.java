package org.robustness4j.attack;

import java.io.Serializable;
import java.time.Duration;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;

/**
 * The options of a run: seed, workers, limits. The result is a function of the seed and of the block size, not of the
 * number of workers; a time budget that runs out leaves samples undecided, never robust.
 *
 * @param seed of all random streams
 * @param workers the number of threads, each with a copy of the model
 * @param timeBudget how long an attack may take, null when it may take as long as it needs
 * @param memoryPerWorker the limit on the buffers of each worker, in bytes, where the model's backend has them; it
 *     changes how long an attack takes, not what it finds
 * @param queryBudget how often the model may be run on each sample: what the adversary can afford, so that samples that
 *     withstand it count as robust
 */
@API(status = Status.STABLE, since = "0.1")
public record RunOptions(long seed, int workers, @Nullable Duration timeBudget, long memoryPerWorker, long queryBudget)
        implements Serializable {

    /** As many runs of the model as the attack wants. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** 256 MiB for each worker. */
    public static final long DEFAULT_MEMORY = 256L << 20;

    private static final int LARGEST_BLOCK = 128;
    private static final int SMALLEST_BLOCK = 8;
    private static final int VALUES_IN_A_BLOCK = 1 << 18;

    /** @throws IllegalArgumentException if there is no worker, no time, no memory or no query */
    public RunOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("There must be at least 1 worker, but there are " + workers);
        }
        if (timeBudget != null && (timeBudget.isNegative() || timeBudget.isZero())) {
            throw new IllegalArgumentException("The time budget must be longer than nothing, but is " + timeBudget);
        }
        if (memoryPerWorker < 1) {
            throw new IllegalArgumentException(
                    "The memory of a worker must be at least 1 byte, but is " + memoryPerWorker);
        }
        if (queryBudget < 1) {
            throw new IllegalArgumentException("The query budget must be at least 1 run of the model, but is "
                    + queryBudget + "; leave it out for as many as the attack wants");
        }
    }

    /** As many workers as given, as long as it takes. */
    public RunOptions(long seed, int workers) {
        this(seed, workers, null, DEFAULT_MEMORY, UNLIMITED);
    }

    /** One worker. */
    public static RunOptions seed(long seed) {
        return new RunOptions(seed, 1);
    }

    /** The same options with another seed. */
    public RunOptions withSeed(long newSeed) {
        return new RunOptions(newSeed, workers, timeBudget, memoryPerWorker, queryBudget);
    }

    /** The same options with another number of workers. */
    public RunOptions withWorkers(int newWorkers) {
        return new RunOptions(seed, newWorkers, timeBudget, memoryPerWorker, queryBudget);
    }

    /** The same options with a limit on the time that an attack may take. */
    public RunOptions within(Duration newTimeBudget) {
        return new RunOptions(seed, workers, newTimeBudget, memoryPerWorker, queryBudget);
    }

    /** The same options with another limit on the memory of each worker, in bytes. */
    public RunOptions withMemoryPerWorker(long bytes) {
        return new RunOptions(seed, workers, timeBudget, bytes, queryBudget);
    }

    /** The same options with a limit on how often the model may be run on each sample. */
    public RunOptions withQueryBudget(long queries) {
        return new RunOptions(seed, workers, timeBudget, memoryPerWorker, queries);
    }

    /**
     * The number of consecutive samples that are attacked together: a power of two that follows from the shape of a
     * sample alone. It is part of the result, because with DL4J's own layers the last bits of a sample's logits depend
     * on the size of its batch.
     */
    public int blockSize(InputShape shape) {
        int fitting = Integer.highestOneBit(Math.max(1, VALUES_IN_A_BLOCK / shape.features()));
        return Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, fitting));
    }
}
