package org.robustness4j.model.internal.compiled.kernel;

import java.util.function.IntConsumer;

/**
 * Rows that a convolution, or its transpose, computes.
 *
 * @param rows one for each channel and height
 * @param bias added to the rows of each channel
 * @param end is told of each row that is whole, while it is still in the cache
 */
@SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
public record RowSums(float[][] rows, float[] bias, IntConsumer end) {}
