package org.robustness4j.certification.internal.search;

import java.util.function.BooleanSupplier;

/**
 * When a search gives up.
 *
 * @param end as {@link System#nanoTime} counts
 * @param isCancelled asked as often as the clock
 */
public record Deadline(long end, BooleanSupplier isCancelled) {

    private static final double NANOSECONDS = 1e9;

    /** Some seconds from now. */
    public static Deadline in(double seconds, BooleanSupplier isCancelled) {
        return new Deadline(System.nanoTime() + (long) (seconds * NANOSECONDS), isCancelled);
    }

    /** Whether it has come. */
    public boolean isOver() {
        return System.nanoTime() - end >= 0 || isCancelled.getAsBoolean();
    }
}
