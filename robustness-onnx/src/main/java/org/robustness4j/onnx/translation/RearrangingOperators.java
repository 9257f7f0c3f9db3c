package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Values in other dimensions and another order. */
final class RearrangingOperators {

    private RearrangingOperators() {}

    static Map<String, Operator> all() {
        return Map.ofEntries(
                Map.entry("Identity", use -> List.of(use.input())),
                Map.entry("Dropout", RearrangingOperators::dropout),
                Map.entry("Cast", RearrangingOperators::cast),
                Map.entry("Reshape", RearrangingOperators::reshape),
                Map.entry("Flatten", RearrangingOperators::flatten),
                Map.entry("Squeeze", RearrangingOperators::squeeze),
                Map.entry("Unsqueeze", RearrangingOperators::unsqueeze),
                Map.entry("Transpose", RearrangingOperators::transpose),
                Map.entry("Expand", RearrangingOperators::expand),
                Map.entry("DepthToSpace", RearrangingOperators::depthToSpace),
                Map.entry("SpaceToDepth", RearrangingOperators::spaceToDepth));
    }

    private static List<Value> dropout(Use use) throws UntranslatableException {
        boolean isTraining = use.optional(2).map(mode -> mode.longs()[0] != 0).orElse(false);
        if (isTraining) {
            throw new UntranslatableException("it is in training mode");
        }
        return List.of(use.input());
    }

    private static List<Value> cast(Use use) throws UntranslatableException {
        long to = use.node().integer("to", 1);
        if (to != 1 && to != 10 && to != 11 && to != 16) { // float32, float16, float64, bfloat16
            throw new UntranslatableException("it makes whole numbers of values, which have no gradient");
        }
        return List.of(use.input());
    }

    private static List<Value> reshape(Use use) throws UntranslatableException {
        Features input = use.input();
        long[] wanted = use.integers("shape", 1).orElse(new long[0]).clone();
        if (wanted.length > 0 && wanted[0] > 1 && wanted[0] == use.network().batch()) {
            wanted[0] = 1; // one of the samples that the model takes together
        }
        boolean zeroCopies = use.node().integer("allowzero", 0) == 0;
        return List.of(input.reshaped(ofSamples(reshaped(input.dims(), wanted, zeroCopies), input)));
    }

    /** The dimensions that are meant, where 0 is the one there was and -1 what is left. */
    static int[] reshaped(int[] dims, long[] wanted, boolean zeroCopies) {
        int[] result = new int[wanted.length];
        int open = -1;
        int known = 1;
        for (int i = 0; i < result.length; i++) {
            result[i] = wanted[i] == 0 && zeroCopies ? dims[i] : Math.toIntExact(wanted[i]);
            if (wanted[i] == -1) {
                open = i;
            } else {
                known *= result[i];
            }
        }
        if (open >= 0) {
            result[open] = known == 0 ? 0 : Dims.size(dims) / known;
        }
        if (Dims.size(result) != Dims.size(dims)) {
            throw new IllegalArgumentException(
                    "values of the dimensions " + Arrays.toString(dims) + " have no shape " + Arrays.toString(wanted));
        }
        return result;
    }

    /** Dimensions whose first is that of the samples. */
    static int[] ofSamples(int[] dims, Features input) throws UntranslatableException {
        if (dims.length == 0 || dims[0] != 1) {
            throw new UntranslatableException(
                    "it mixes samples: of " + Arrays.toString(input.dims()) + " it makes " + Arrays.toString(dims));
        }
        return dims;
    }

    private static List<Value> flatten(Use use) throws UntranslatableException {
        Features input = use.input();
        int axis = flattenAxis(use, input.rank());
        int[] dims = input.dims();
        int first = Dims.size(Arrays.copyOf(dims, axis));
        return List.of(input.reshaped(ofSamples(new int[] {first, input.size() / first}, input)));
    }

    /** Counted from behind it stands before a dimension; from the front it may stand behind all. */
    static int flattenAxis(Use use, int rank) {
        long axis = use.node().integer("axis", 1);
        return Dims.axis(axis < 0 ? axis + rank : axis, rank + 1);
    }

    private static List<Value> squeeze(Use use) throws UntranslatableException {
        Features input = use.input();
        return List.of(input.reshaped(
                ofSamples(squeezed(input.dims(), use.integers("axes", 1).orElse(null)), input)));
    }

    /** Without the given dimensions, or all of 1 but the first, which may be that of the samples. */
    static int[] squeezed(int[] dims, long @org.jspecify.annotations.Nullable [] axes) {
        boolean[] left = new boolean[dims.length];
        for (int i = 0; i < dims.length; i++) {
            left[i] = axes == null && i > 0 && dims[i] == 1;
        }
        for (long axis : axes == null ? new long[0] : axes) {
            left[Dims.axis(axis, dims.length)] = true;
        }
        return IntStream.range(0, dims.length)
                .filter(i -> !left[i])
                .map(i -> dims[i])
                .toArray();
    }

    private static List<Value> unsqueeze(Use use) throws UntranslatableException {
        Features input = use.input();
        int[] dims = unsqueezed(input.dims(), use.integers("axes", 1).orElse(new long[0]));
        return List.of(input.reshaped(ofSamples(dims, input)));
    }

    static int[] unsqueezed(int[] dims, long[] axes) {
        int rank = dims.length + axes.length;
        boolean[] isNew = new boolean[rank];
        for (long axis : axes) {
            isNew[Dims.axis(axis, rank)] = true;
        }
        int[] result = new int[rank];
        int next = 0;
        for (int i = 0; i < rank; i++) {
            result[i] = isNew[i] ? 1 : dims[next++];
        }
        return result;
    }

    private static List<Value> transpose(Use use) throws UntranslatableException {
        Features input = use.input();
        int[] permutation = permutation(use, input.rank());
        if (permutation[0] != 0) {
            throw new UntranslatableException("it moves the dimension of the samples: " + Arrays.toString(permutation));
        }
        int[] dims = input.dims();
        return List.of(input.moved(Dims.transposed(dims, permutation), Dims.permuted(dims, permutation)));
    }

    static int[] permutation(Use use, int rank) {
        return use.node()
                .integers("perm")
                .map(given -> Arrays.stream(given).mapToInt(Math::toIntExact).toArray())
                .map(given -> requirePermutation(given, rank))
                .orElseGet(() -> IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
    }

    private static int[] requirePermutation(int[] given, int rank) {
        if (!Arrays.equals(Arrays.stream(given).sorted().toArray(), Dims.range(rank))) {
            throw new IllegalArgumentException(Arrays.toString(given) + " is no order of " + rank + " dimensions");
        }
        return given;
    }

    private static List<Value> expand(Use use) throws UntranslatableException {
        Features input = use.input();
        int[] dims = Dims.broadcast(input.dims(), use.constant(1).ints());
        return List.of(NetworkInMaking.stretched(input, ofSamples(dims, input)));
    }

    private static List<Value> depthToSpace(Use use) throws UntranslatableException {
        Features input = use.input();
        int[] dims = input.dims();
        int block = Math.toIntExact(use.node().integer("blocksize", 1));
        requireDivisible(dims[1], block * block);
        int channels = dims[1] / (block * block);
        boolean isByColumn = use.node().text("mode", "DCR").equals("CRD");
        Features split = isByColumn
                ? input.reshaped(1, channels, block, block, dims[2], dims[3])
                : input.reshaped(1, block, block, channels, dims[2], dims[3]);
        int[] permutation = isByColumn ? new int[] {0, 1, 4, 2, 5, 3} : new int[] {0, 3, 4, 1, 5, 2};
        return List.of(
                split.moved(Dims.transposed(split.dims(), permutation), 1, channels, dims[2] * block, dims[3] * block));
    }

    private static void requireDivisible(int length, int by) {
        if (by < 1 || length % by != 0) {
            throw new IllegalArgumentException("its " + length + " values are not divided by " + by);
        }
    }

    private static List<Value> spaceToDepth(Use use) throws UntranslatableException {
        Features input = use.input();
        int[] dims = input.dims();
        int block = Math.toIntExact(use.node().integer("blocksize", 1));
        requireDivisible(dims[2], block);
        requireDivisible(dims[3], block);
        Features split = input.reshaped(1, dims[1], dims[2] / block, block, dims[3] / block, block);
        int[] permutation = {0, 3, 5, 1, 2, 4};
        return List.of(split.moved(
                Dims.transposed(split.dims(), permutation),
                1,
                dims[1] * block * block,
                dims[2] / block,
                dims[3] / block));
    }
}
