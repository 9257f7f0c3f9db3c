package org.robustness4j.onnx.file;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A constant of a graph: whole numbers, or numbers in float32. */
public final class Tensor {

    private final int[] dims;
    private final float @Nullable [] floats;
    private final long @Nullable [] longs;

    private Tensor(int[] dims, float @Nullable [] floats, long @Nullable [] longs) {
        this.dims = dims.clone();
        this.floats = floats;
        this.longs = longs;
    }

    /**
     * A tensor of numbers in float32.
     *
     * @throws IllegalArgumentException if there are not as many as the dimensions say
     */
    public static Tensor of(int[] dims, float[] values) {
        requireCount(dims, values.length);
        return new Tensor(dims, values, null);
    }

    /**
     * A tensor of whole numbers.
     *
     * @throws IllegalArgumentException if there are not as many as the dimensions say
     */
    public static Tensor of(int[] dims, long[] values) {
        requireCount(dims, values.length);
        return new Tensor(dims, null, values);
    }

    /** A list of whole numbers. */
    public static Tensor list(long... values) {
        return of(new int[] {values.length}, values);
    }

    private static void requireCount(int[] dims, int count) {
        if (size(dims) != count) {
            throw new IllegalArgumentException(
                    "A tensor of " + Arrays.toString(dims) + " has " + size(dims) + " values, not " + count);
        }
    }

    /** How many values there are of a shape. */
    public static long size(int... dims) {
        long size = 1;
        for (int dim : dims) {
            size = Math.multiplyExact(size, (long) dim);
        }
        return size;
    }

    /** The dimensions; none of a single number. */
    public int[] dims() {
        return dims.clone();
    }

    /** The number of dimensions. */
    public int rank() {
        return dims.length;
    }

    /** The number of values. */
    public int size() {
        return floats != null ? floats.length : longs().length;
    }

    /** Whether it has whole numbers. */
    public boolean isWhole() {
        return floats == null;
    }

    /** The values in float32, not to be changed. */
    public float[] floats() {
        if (floats != null) {
            return floats;
        }
        float[] values = new float[longs().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = longs()[i];
        }
        return values;
    }

    /** The values as whole numbers, cut off where they are none; not to be changed. */
    public long[] longs() {
        if (longs != null) {
            return longs;
        }
        if (floats == null) {
            throw new IllegalStateException("A tensor has values of one kind");
        }
        long[] values = new long[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) floats[i];
        }
        return values;
    }

    /**
     * The values as int.
     *
     * @throws ArithmeticException if one does not fit
     */
    public int[] ints() {
        return Arrays.stream(longs()).mapToInt(Math::toIntExact).toArray();
    }

    /** The same values in other dimensions. */
    public Tensor reshaped(int... newDims) {
        requireCount(newDims, size());
        return new Tensor(newDims, floats, longs);
    }

    @Override
    public String toString() {
        return (isWhole() ? "whole numbers " : "numbers ") + Arrays.toString(dims);
    }
}
