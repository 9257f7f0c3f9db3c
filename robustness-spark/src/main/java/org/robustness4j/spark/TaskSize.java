package org.robustness4j.spark;

/**
 * How many blocks make a task: enough that a classifier whose results do not depend on the batch finds other samples to fill
 * its batches with when some are broken, few enough that no core waits long for the last task.
 */
final class TaskSize {

    private static final int MOST_BLOCKS = 8;
    private static final int TASKS_PER_CORE = 8;

    private TaskSize() {}

    static int blocks(long blocks, int cores) {
        return (int) Math.max(1, Math.min(MOST_BLOCKS, blocks / ((long) TASKS_PER_CORE * Math.max(1, cores))));
    }
}
