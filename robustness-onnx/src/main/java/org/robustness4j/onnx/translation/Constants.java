package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.onnx.file.OnnxNode;
import org.robustness4j.onnx.file.Tensor;

/** Operators whose inputs are constants all, and what they give: shapes that a graph computes, above all. */
final class Constants {

    private Constants() {}

    /** The shape of a value; of samples there is one at a time. */
    static Tensor shape(Use use) {
        int[] dims = use.value(0).dims();
        int from = (int) bounded(use.node().integer("start", 0), dims.length);
        int to = (int) bounded(use.node().integer("end", dims.length), dims.length);
        return Tensor.list(
                Arrays.stream(dims, from, Math.max(from, to)).asLongStream().toArray());
    }

    private static long bounded(long position, int length) {
        return Math.max(0, Math.min(length, position < 0 ? position + length : position));
    }

    /** What a node without inputs gives. */
    static Tensor given(OnnxNode node) throws UntranslatableException {
        if (node.has("value")) {
            return node.tensor("value").orElseThrow();
        }
        if (node.has("value_float")) {
            return Tensor.of(new int[0], new float[] {(float) node.number("value_float", 0)});
        }
        if (node.has("value_int")) {
            return Tensor.of(new int[0], new long[] {node.integer("value_int", 0)});
        }
        if (node.has("value_ints")) {
            return Tensor.list(node.integers("value_ints").orElseThrow());
        }
        if (node.has("value_floats")) {
            float[] values = node.numbers("value_floats").orElseThrow();
            return Tensor.of(new int[] {values.length}, values);
        }
        throw new UntranslatableException("its value is neither a tensor nor numbers");
    }

    /** What an operator makes of constants. */
    static List<Tensor> folded(Use use, List<Tensor> inputs) throws UntranslatableException {
        String type = use.node().type();
        Tensor first = inputs.get(0);
        return List.of(
                switch (type) {
                    case "Identity", "Dropout" -> first;
                    case "Cast" -> cast(first, use.node().integer("to", 1));
                    case "ConstantOfShape" -> filled(use, first);
                    case "Reshape" ->
                        first.reshaped(RearrangingOperators.reshaped(
                                first.dims(), wanted(use), use.node().integer("allowzero", 0) == 0));
                    case "Squeeze" ->
                        first.reshaped(
                                squeezed(first.dims(), use.integers("axes", 1).orElse(null)));
                    case "Unsqueeze" ->
                        first.reshaped(RearrangingOperators.unsqueezed(
                                first.dims(), use.integers("axes", 1).orElse(new long[0])));
                    case "Flatten" -> flattened(use, first);
                    case "Transpose" -> {
                        int[] permutation = RearrangingOperators.permutation(use, first.rank());
                        yield at(
                                first,
                                Dims.transposed(first.dims(), permutation),
                                Dims.permuted(first.dims(), permutation));
                    }
                    case "Gather" ->
                        gathered(first, inputs.get(1), Dims.axis(use.node().integer("axis", 0), first.rank()));
                    case "Slice" -> sliced(use, first);
                    case "Concat" -> concatenated(inputs, Dims.axis(use.node().integer("axis", 0), first.rank()));
                    case "Expand" ->
                        stretched(
                                first,
                                Dims.broadcast(first.dims(), inputs.get(1).ints()));
                    case "Neg" -> ConstantArithmetic.unary(first, x -> -x);
                    case "Sqrt" -> ConstantArithmetic.unary(first, Math::sqrt);
                    case "Exp" -> ConstantArithmetic.unary(first, StrictMath::exp);
                    case "Log" -> ConstantArithmetic.unary(first, StrictMath::log);
                    case "Abs" -> ConstantArithmetic.unary(first, Math::abs);
                    case "Floor" -> ConstantArithmetic.unary(first, Math::floor);
                    case "Ceil" -> ConstantArithmetic.unary(first, Math::ceil);
                    case "Reciprocal" -> ConstantArithmetic.unary(first, x -> 1 / x);
                    case "Not" -> ConstantArithmetic.unary(first, x -> x == 0 ? 1 : 0);
                    case "ReduceProd", "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin" -> reduced(use, first);
                    case "Range" -> range(first, inputs.get(1), inputs.get(2));
                    case "Size" -> Tensor.of(new int[0], new long[] {first.size()});
                    case "DequantizeLinear" ->
                        ConstantArithmetic.dequantized(inputs, use.node().integer("axis", 1));
                    case "Where" -> ConstantArithmetic.chosen(first, inputs.get(1), inputs.get(2));
                    default -> {
                        if (inputs.size() == 2) {
                            yield ConstantArithmetic.binary(type, first, inputs.get(1));
                        }
                        throw new UntranslatableException("its inputs are constants");
                    }
                });
    }

    private static long[] wanted(Use use) throws UntranslatableException {
        return use.integers("shape", 1).orElse(new long[0]);
    }

    /** Of constants every dimension of 1 may be left out. */
    private static int[] squeezed(int[] dims, long @Nullable [] axes) {
        return axes == null
                ? Arrays.stream(dims).filter(dim -> dim != 1).toArray()
                : RearrangingOperators.squeezed(dims, axes);
    }

    private static Tensor flattened(Use use, Tensor tensor) {
        int axis = RearrangingOperators.flattenAxis(use, tensor.rank());
        int first = Dims.size(Arrays.copyOf(tensor.dims(), axis));
        return tensor.reshaped(first, first == 0 ? 0 : tensor.size() / first);
    }

    /** Whole numbers stay whole numbers, cut off where they were none. */
    private static Tensor cast(Tensor tensor, long to) {
        boolean isFloat = to == 1 || to == 10 || to == 11 || to == 16; // float32, float16, float64, bfloat16
        boolean isBoolean = to == 9;
        if (isFloat) {
            return tensor.isWhole() ? Tensor.of(tensor.dims(), tensor.floats()) : tensor;
        }
        if (isBoolean) {
            float[] values = tensor.floats();
            long[] truths = new long[values.length];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = values[i] != 0 ? 1 : 0;
            }
            return Tensor.of(tensor.dims(), truths);
        }
        return tensor.isWhole() ? tensor : Tensor.of(tensor.dims(), tensor.longs());
    }

    private static Tensor filled(Use use, Tensor shape) {
        int[] dims = shape.ints();
        Tensor value = use.node().tensor("value").orElseGet(() -> Tensor.of(new int[] {1}, new float[1]));
        return at(value.reshaped(1), new int[Dims.size(dims)], dims);
    }

    /** Values by their indices. */
    private static Tensor at(Tensor tensor, int[] source, int[] dims) {
        if (tensor.isWhole()) {
            long[] values = tensor.longs();
            return Tensor.of(
                    dims, Arrays.stream(source).mapToLong(i -> values[i]).toArray());
        }
        float[] values = tensor.floats();
        float[] result = new float[source.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[source[i]];
        }
        return Tensor.of(dims, result);
    }

    static Tensor stretched(Tensor tensor, int[] dims) {
        return at(tensor, Dims.stretched(tensor.dims(), dims), dims);
    }

    private static Tensor gathered(Tensor tensor, Tensor indices, int axis) {
        int[] dims = tensor.dims();
        int inner = Dims.strides(dims)[axis];
        int outer = dims[axis] == 0 ? 0 : tensor.size() / (dims[axis] * inner);
        Dims.size(outer, indices.size(), inner); // no more than there is room for
        int[] source = IntStream.range(0, outer)
                .boxed()
                .flatMapToInt(i -> Arrays.stream(indices.longs())
                        .mapToInt(index -> Dims.axis(index, dims[axis]))
                        .flatMap(index -> IntStream.range(0, inner).map(j -> (i * dims[axis] + index) * inner + j)))
                .toArray();
        int[] result = IntStream.concat(
                        IntStream.concat(Arrays.stream(dims, 0, axis), Arrays.stream(indices.dims())),
                        Arrays.stream(dims, axis + 1, dims.length))
                .toArray();
        return at(tensor, source, result);
    }

    private static Tensor sliced(Use use, Tensor tensor) throws UntranslatableException {
        Tensor result = tensor;
        for (Cut cut : Cut.all(use, tensor.rank())) {
            int[] dims = result.dims();
            int[] steps = Dims.strides(dims);
            int first = cut.first(dims[cut.axis()]) * steps[cut.axis()];
            int count = cut.count(dims[cut.axis()]);
            steps[cut.axis()] *= cut.step();
            dims[cut.axis()] = count;
            result = at(result, Dims.walked(dims, steps, first), dims);
        }
        return result;
    }

    private static Tensor concatenated(List<Tensor> parts, int axis) {
        int[] dims = parts.get(0).dims();
        dims[axis] = parts.stream().mapToInt(part -> part.dims()[axis]).sum();
        int inner = Dims.strides(dims)[axis];
        float[] floats = new float[Dims.size(dims)];
        long[] longs = new long[floats.length];
        boolean areWhole = parts.stream().allMatch(Tensor::isWhole);
        int at = 0;
        int outer = Dims.size(Arrays.copyOf(dims, axis));
        for (int i = 0; i < outer; i++) {
            for (Tensor part : parts) {
                int length = part.dims()[axis] * inner;
                System.arraycopy(
                        areWhole ? part.longs() : part.floats(), i * length, areWhole ? longs : floats, at, length);
                at += length;
            }
        }
        return areWhole ? Tensor.of(dims, longs) : Tensor.of(dims, floats);
    }

    private static Tensor reduced(Use use, Tensor tensor) throws UntranslatableException {
        Optional<long[]> axes = use.integers("axes", 1).filter(given -> given.length > 0);
        if (axes.isEmpty() && use.node().integer("noop_with_empty_axes", 0) != 0) {
            return tensor;
        }
        boolean[] within = ReductionOperators.within(axes.orElse(null), tensor.rank());
        int[][] groups = Dims.groups(tensor.dims(), within);
        int[] dims = tensor.dims();
        boolean keeps = use.node().integer("keepdims", 1) != 0;
        int[] result = IntStream.range(0, dims.length)
                .filter(i -> keeps || !within[i])
                .map(i -> within[i] ? 1 : dims[i])
                .toArray();
        double[] all = new double[tensor.size()];
        long[] longs = tensor.longs();
        float[] numbers = tensor.floats();
        Arrays.setAll(all, i -> tensor.isWhole() ? longs[i] : numbers[i]);
        double[] values = Arrays.stream(groups)
                .mapToDouble(group -> reduced(
                        use.node().type(),
                        Arrays.stream(group).mapToDouble(i -> all[i]).toArray()))
                .toArray();
        if (tensor.isWhole()) {
            return Tensor.of(
                    result,
                    Arrays.stream(values).mapToLong(value -> (long) value).toArray());
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(result, floats);
    }

    private static double reduced(String type, double[] values) {
        return switch (type) {
            case "ReduceProd" -> Arrays.stream(values).reduce(1, (a, b) -> a * b);
            case "ReduceSum" -> Arrays.stream(values).sum();
            case "ReduceMean" -> Arrays.stream(values).average().orElse(0);
            case "ReduceMax" -> Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY);
            default -> Arrays.stream(values).min().orElse(Double.POSITIVE_INFINITY);
        };
    }

    private static Tensor range(Tensor from, Tensor to, Tensor step) {
        double first = from.floats()[0];
        double by = step.floats()[0];
        int count = Dims.size((int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.ceil((to.floats()[0] - first) / by))));
        if (from.isWhole()) {
            long whole = from.longs()[0];
            long wholeStep = step.longs()[0];
            return Tensor.list(IntStream.range(0, count)
                    .mapToLong(i -> whole + i * wholeStep)
                    .toArray());
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (first + i * by);
        }
        return Tensor.of(new int[] {count}, values);
    }
}
