package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.robustness4j.model.internal.network.FeatureShape;

/** Dimensions, and positions of values in them. */
final class Dims {

    /** Of all values of one sample. */
    private static final long MOST_VALUES = 1 << 28;

    private Dims() {}

    /**
     * How many values there are.
     *
     * @throws IllegalArgumentException if they are more than a sample has anywhere
     */
    static int size(int... dims) {
        long size = 1;
        for (int dim : dims) {
            size *= dim;
            if (dim < 0 || size > MOST_VALUES) {
                throw new IllegalArgumentException("A value of the dimensions " + Arrays.toString(dims)
                        + " has more than " + MOST_VALUES + " numbers");
            }
        }
        return (int) size;
    }

    static int[] range(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** How far values lie apart that are neighbours along each dimension. */
    static int[] strides(int... dims) {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        return strides;
    }

    /** An axis counted from the front. */
    static int axis(long axis, int rank) {
        long counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= rank) {
            throw new IllegalArgumentException("The axis " + axis + " is none of " + rank);
        }
        return (int) counted;
    }

    /** The dimensions that operands have together where each is stretched along dimensions of 1. */
    static int[] broadcast(int[] a, int[] b) {
        int rank = Math.max(a.length, b.length);
        int[] dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            int x = at(a, i - rank + a.length);
            int y = at(b, i - rank + b.length);
            if (x != y && x != 1 && y != 1) {
                throw new IllegalArgumentException("Operands of the dimensions " + Arrays.toString(a) + " and "
                        + Arrays.toString(b) + " do not fit");
            }
            dims[i] = x == 1 ? y : x;
        }
        return dims;
    }

    private static int at(int[] dims, int position) {
        return position < 0 ? 1 : dims[position];
    }

    /** For each value of stretched dimensions the index of the one it is taken from. */
    static int[] stretched(int[] dims, int[] to) {
        int[] strides = strides(dims);
        int[] steps = new int[to.length];
        for (int i = 0; i < dims.length; i++) {
            int place = to.length - dims.length + i;
            if (place < 0 || (dims[i] != 1 && dims[i] != to[place])) {
                throw new IllegalArgumentException("Values of the dimensions " + Arrays.toString(dims)
                        + " do not stretch to " + Arrays.toString(to));
            }
            steps[place] = dims[i] == 1 ? 0 : strides[i];
        }
        return walked(to, steps, 0);
    }

    /**
     * The indices that are met where dimensions are walked through in order.
     *
     * @param steps how far a step along each dimension leads
     * @param first where to begin
     */
    static int[] walked(int[] dims, int[] steps, int first) {
        int[] indices = new int[size(dims)];
        int[] position = new int[dims.length];
        int at = first;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = at;
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                position[axis]++;
                at += steps[axis];
                if (position[axis] < dims[axis]) {
                    break;
                }
                at -= dims[axis] * steps[axis];
                position[axis] = 0;
            }
        }
        return indices;
    }

    /** For each value of transposed dimensions the index of the one before. */
    static int[] transposed(int[] dims, int[] permutation) {
        int[] strides = strides(dims);
        int[] steps = Arrays.stream(permutation).map(axis -> strides[axis]).toArray();
        return walked(permuted(dims, permutation), steps, 0);
    }

    static int[] permuted(int[] dims, int[] permutation) {
        return Arrays.stream(permutation).map(axis -> dims[axis]).toArray();
    }

    /**
     * Groups of the values that differ in some dimensions alone.
     *
     * @return for each position in the other dimensions, in order, the indices of its values, in order
     */
    static int[][] groups(int[] dims, boolean[] within) {
        int[] strides = strides(dims);
        int[] outside = new int[dims.length];
        int[] inside = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            outside[i] = within[i] ? 1 : dims[i];
            inside[i] = within[i] ? dims[i] : 1;
        }
        int[] firsts = walked(outside, strides, 0);
        int[] offsets = walked(inside, strides, 0);
        int[][] groups = new int[firsts.length][offsets.length];
        for (int i = 0; i < firsts.length; i++) {
            for (int j = 0; j < offsets.length; j++) {
                groups[i][j] = firsts[i] + offsets[j];
            }
        }
        return groups;
    }

    /**
     * How the network keeps values of some dimensions: the first behind that of the samples are channels, the last are
     * columns.
     */
    static FeatureShape shape(int... dims) {
        int channels = dims.length < 2 ? 1 : dims[1];
        int width = dims.length < 3 ? 1 : dims[dims.length - 1];
        int height = size(dims) / Math.max(1, channels * width);
        return new FeatureShape(channels, Math.max(1, height), width);
    }
}
