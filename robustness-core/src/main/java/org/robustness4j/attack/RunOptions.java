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
 * @param workers the number of threads: each has samples and a copy of the model, or helps to compute those of others
 * @param timeBudget how long an attack may take, null when it may take as long as it needs
 * @param memory the limit on the buffers of all workers of a model together, in bytes, where the model's backend has
 *     them, though never less than those of one sample for each; null for a quarter of the heap of the process that
 *     attacks. It changes how long an attack takes, not what it finds
 * @param queryBudget how often the model may be run on each sample: what the adversary can afford, so that samples that
 *     withstand it count as robust
 * @param proofBudget how long a proof is sought for each sample that withstands the attack in a ball, null for no proofs
 */
@API(status = Status.STABLE, since = "0.1")
public record RunOptions(
        long seed,
        int workers,
        @Nullable Duration timeBudget,
        @Nullable Long memory,
        long queryBudget,
        @Nullable Duration proofBudget)
        implements Serializable {

    /** As many runs of the model as the attack wants. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** The share of the heap that buffers take by default: 1 / this. */
    private static final int SHARE_OF_THE_HEAP = 4;

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
        if (memory != null && memory < 1) {
            throw new IllegalArgumentException("The memory of the workers must be at least 1 byte, but is " + memory
                    + "; leave it out for a quarter of the heap");
        }
        if (proofBudget != null && (proofBudget.isNegative() || proofBudget.isZero())) {
            throw new IllegalArgumentException("The time for the proof of a sample must be longer than nothing, but is "
                    + proofBudget + "; leave it out for no proofs");
        }
        if (queryBudget < 1) {
            throw new IllegalArgumentException("The query budget must be at least 1 run of the model, but is "
                    + queryBudget + "; leave it out for as many as the attack wants");
        }
    }

    /** As many workers as given, as long as it takes. */
    public RunOptions(long seed, int workers) {
        this(seed, workers, null, null, UNLIMITED, null);
    }

    /** One worker. */
    public static RunOptions seed(long seed) {
        return new RunOptions(seed, 1);
    }

    /** The same options with another seed. */
    public RunOptions withSeed(long newSeed) {
        return new RunOptions(newSeed, workers, timeBudget, memory, queryBudget, proofBudget);
    }

    /** The same options with another number of workers. */
    public RunOptions withWorkers(int newWorkers) {
        return new RunOptions(seed, newWorkers, timeBudget, memory, queryBudget, proofBudget);
    }

    /** The same options with a limit on the time that an attack may take. */
    public RunOptions within(Duration newTimeBudget) {
        return new RunOptions(seed, workers, newTimeBudget, memory, queryBudget, proofBudget);
    }

    /** The same options with another limit on the memory of all workers together, in bytes. */
    public RunOptions withMemory(@Nullable Long bytes) {
        return new RunOptions(seed, workers, timeBudget, bytes, queryBudget, proofBudget);
    }

    /** What each worker may take of the memory, in this process; rows to work in come on top. */
    public long memoryOfAWorker() {
        long all = memory != null ? memory : Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP;
        return Math.max(1, all / workers);
    }

    /** The same options with a limit on how often the model may be run on each sample. */
    public RunOptions withQueryBudget(long queries) {
        return new RunOptions(seed, workers, timeBudget, memory, queries, proofBudget);
    }

    /**
     * The same options with proofs: of each sample that withstands an attack in a ball it is sought to prove that no point
     * of the ball is what the adversary wants.
     *
     * @param ofASample how long, for each sample
     */
    public RunOptions withProofs(Duration ofASample) {
        return new RunOptions(seed, workers, timeBudget, memory, queryBudget, ofASample);
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
