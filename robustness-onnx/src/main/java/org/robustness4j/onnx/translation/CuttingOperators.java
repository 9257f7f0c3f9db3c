package org.robustness4j.onnx.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.onnx.file.Tensor;

/** Values put together, cut apart, chosen and padded. */
final class CuttingOperators {

    private CuttingOperators() {}

    static Map<String, Operator> all() {
        return Map.of(
                "Concat", CuttingOperators::concatenate,
                "Split", CuttingOperators::split,
                "Slice", CuttingOperators::slice,
                "Gather", CuttingOperators::gather,
                "Pad", CuttingOperators::pad);
    }

    private static List<Value> concatenate(Use use) throws UntranslatableException {
        List<Features> parts = new ArrayList<>();
        for (int i = 0; i < use.inputs().size(); i++) {
            parts.add(use.asFeatures(i));
        }
        int rank = parts.get(0).rank();
        int axis = Dims.axis(use.node().integer("axis", 1), rank);
        if (axis == 0) {
            throw new UntranslatableException("it puts samples together");
        }
        // along the channels, which is moved back behind
        int[] there = swapped(rank, axis);
        List<Features> moved = new ArrayList<>();
        int length = 0;
        for (Features part : parts) {
            int[] dims = part.dims();
            length += dims[axis];
            moved.add(part.moved(Dims.transposed(dims, there), Dims.permuted(dims, there)));
        }
        int[] dims = moved.get(0).dims();
        dims[1] = length;
        Features joined = use.network().add(new Concatenation(), dims, moved.toArray(Features[]::new));
        return List.of(joined.moved(Dims.transposed(dims, there), Dims.permuted(dims, there)));
    }

    private static int[] swapped(int rank, int axis) {
        int[] permutation = Dims.range(rank);
        permutation[1] = axis;
        permutation[axis] = 1;
        return permutation;
    }

    private static List<Value> split(Use use) throws UntranslatableException {
        Features input = use.input();
        int[] dims = input.dims();
        int axis = Dims.axis(use.node().integer("axis", 0), dims.length);
        int parts = use.node().outputs().size();
        if (axis == 0) {
            throw new UntranslatableException("it puts samples apart");
        }
        int each = -Math.floorDiv(-dims[axis], parts);
        long[] lengths = use.integers("split", 1).orElseGet(() -> {
            long[] equal = new long[parts];
            Arrays.fill(equal, each);
            equal[parts - 1] = dims[axis] - (long) each * (parts - 1);
            return equal;
        });
        if (Arrays.stream(lengths).sum() != dims[axis] || Arrays.stream(lengths).anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException(
                    "its parts " + Arrays.toString(lengths) + " are not those of " + dims[axis] + " values");
        }
        List<Value> results = new ArrayList<>();
        int from = 0;
        for (long length : lengths) {
            results.add(part(input, axis, from, Math.toIntExact(length), 1));
            from += Math.toIntExact(length);
        }
        return results;
    }

    /** Some positions along an axis. */
    private static Features part(Features input, int axis, int from, int count, int step) {
        int[] dims = input.dims();
        int[] steps = Dims.strides(dims);
        int first = from * steps[axis];
        steps[axis] *= step;
        dims[axis] = count;
        return input.moved(Dims.walked(dims, steps, first), dims);
    }

    private static List<Value> slice(Use use) throws UntranslatableException {
        Features result = use.input();
        for (Cut cut : Cut.all(use, result.rank())) {
            int length = result.dims()[cut.axis()];
            if (cut.axis() == 0 && !(cut.first(length) == 0 && cut.count(length) == length)) {
                throw new UntranslatableException("it cuts samples off");
            }
            result = part(result, cut.axis(), cut.first(length), cut.count(length), cut.step());
        }
        return List.of(result);
    }

    private static List<Value> gather(Use use) throws UntranslatableException {
        Features input = use.input();
        Tensor indices = use.constant(1);
        int[] dims = input.dims();
        int axis = Dims.axis(use.node().integer("axis", 0), dims.length);
        if (axis == 0) {
            throw new UntranslatableException("it chooses samples");
        }
        int[] chosen = Arrays.stream(indices.longs())
                .mapToInt(index -> Dims.axis(index, dims[axis]))
                .toArray();
        int[] strides = Dims.strides(dims);
        int inner = strides[axis];
        int outer = input.size() / (dims[axis] * inner);
        int[] source = new int[Dims.size(outer, chosen.length, inner)];
        int at = 0;
        for (int i = 0; i < outer; i++) {
            for (int index : chosen) {
                for (int j = 0; j < inner; j++) {
                    source[at++] = (i * dims[axis] + index) * inner + j;
                }
            }
        }
        int[] result = IntStream.concat(
                        IntStream.concat(Arrays.stream(dims, 0, axis), Arrays.stream(indices.dims())),
                        Arrays.stream(dims, axis + 1, dims.length))
                .toArray();
        return List.of(input.moved(source, result));
    }

    private static List<Value> pad(Use use) throws UntranslatableException {
        Features input = use.input();
        String mode = use.node().text("mode", "constant");
        int[] dims = input.dims();
        long[] given = use.integers("pads", 1).orElse(new long[2 * dims.length]);
        int[] axes = use.optional(3)
                .map(chosen -> Arrays.stream(chosen.longs())
                        .mapToInt(axis -> Dims.axis(axis, dims.length))
                        .toArray())
                .orElse(Dims.range(dims.length));
        int[] before = new int[dims.length];
        int[] padded = dims.clone();
        for (int i = 0; i < axes.length; i++) {
            before[axes[i]] = Math.toIntExact(given[i]);
            padded[axes[i]] += Math.toIntExact(given[i] + given[axes.length + i]);
        }
        float value = use.node().has("value")
                ? (float) use.node().number("value", 0)
                : use.optional(2).map(number -> number.floats()[0]).orElse(0f);
        int[] source = padded(dims, padded, before, mode);
        Features moved = input.moved(source, RearrangingOperators.ofSamples(padded, input));
        if (!mode.equals("constant") || value == 0) {
            return List.of(moved);
        }
        float[] shift = new float[source.length];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = source[i] < 0 ? value : 0;
        }
        Tensor one = Tensor.of(new int[0], new float[] {1});
        return List.of(use.network().affine(moved, one, Tensor.of(padded, shift)));
    }

    private static int[] padded(int[] dims, int[] padded, int[] before, String mode) throws UntranslatableException {
        int[] strides = Dims.strides(dims);
        int[] source = new int[Dims.size(padded)];
        int[] steps = Dims.strides(padded);
        for (int i = 0; i < source.length; i++) {
            int at = 0;
            for (int axis = 0; axis < dims.length && at >= 0; axis++) {
                int position = inside(i / steps[axis] % padded[axis] - before[axis], dims[axis], mode);
                at = position < 0 ? -1 : at + position * strides[axis];
            }
            source[i] = at;
        }
        return source;
    }

    private static int inside(int position, int length, String mode) throws UntranslatableException {
        if (position >= 0 && position < length) {
            return position;
        }
        return switch (mode) {
            case "constant" -> -1;
            case "edge" -> position < 0 ? 0 : length - 1;
            case "reflect" -> position < 0 ? -position : 2 * (length - 1) - position;
            case "wrap" -> Math.floorMod(position, length);
            default -> throw new UntranslatableException("its mode is '" + mode + "'");
        };
    }
}
