package org.robustness4j.spark.internal.driver;

/**
 * How many blocks make a task: enough that a classifier whose results do not depend on the batch finds other samples to
 * fill its batches with when some are broken, few enough that no core waits long for the last task, and that large
 * samples fit into the memory of every core.
 */
public final class TaskSize {

    private static final int MOST_BLOCKS = 8;
    private static final int MOST_VALUES = 1 << 21;
    private static final int TASKS_PER_CORE = 8;

    private TaskSize() {}

    /**
     * The number of blocks in a task.
     *
     * @param blocks in all
     * @param cores of the cluster
     * @param values in a block
     */
    public static int blocks(long blocks, int cores, long values) {
        long balanced = blocks / ((long) TASKS_PER_CORE * Math.max(1, cores));
        return (int) Math.max(1, Math.min(Math.min(MOST_BLOCKS, MOST_VALUES / values), balanced));
    }
}
