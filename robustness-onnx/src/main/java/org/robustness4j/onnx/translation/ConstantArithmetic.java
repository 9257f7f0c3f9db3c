package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.robustness4j.onnx.file.Tensor;

/** Functions of constants, value by value; of whole numbers they are whole numbers. */
final class ConstantArithmetic {

    private ConstantArithmetic() {}

    static Tensor unary(Tensor tensor, DoubleUnaryOperator function) {
        if (tensor.isWhole()) {
            return Tensor.of(
                    tensor.dims(),
                    Arrays.stream(tensor.longs())
                            .map(value -> (long) function.applyAsDouble((double) value))
                            .toArray());
        }
        float[] values = tensor.floats().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble(values[i]);
        }
        return Tensor.of(tensor.dims(), values);
    }

    static Tensor chosen(Tensor condition, Tensor a, Tensor b) {
        int[] dims = Dims.broadcast(condition.dims(), Dims.broadcast(a.dims(), b.dims()));
        Tensor first = Constants.stretched(a, dims);
        Tensor second = Constants.stretched(b, dims);
        Tensor isFirst = Constants.stretched(condition, dims);
        float[] truths = isFirst.floats();
        if (a.isWhole() && b.isWhole()) {
            long[] x = first.longs();
            long[] y = second.longs();
            long[] whole = new long[truths.length];
            Arrays.setAll(whole, i -> truths[i] != 0 ? x[i] : y[i]);
            return Tensor.of(dims, whole);
        }
        float[] x = first.floats();
        float[] y = second.floats();
        float[] values = new float[truths.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = truths[i] != 0 ? x[i] : y[i];
        }
        return Tensor.of(dims, values);
    }

    /** Where a mask is 0, 0, else the value. */
    static Tensor masked(Tensor tensor, Tensor mask) {
        return chosen(mask, tensor, Tensor.of(new int[0], new float[1]));
    }

    /**
     * Weights in eight bits: less a zero point, by a scale, which are those of all, or of each place along an axis.
     *
     * @throws UntranslatableException if they are those of blocks
     */
    static Tensor dequantized(List<Tensor> inputs, long axis) throws UntranslatableException {
        Tensor weights = inputs.get(0);
        Tensor shifted = inputs.size() > 2 ? binary("Sub", weights, along(inputs.get(2), weights, axis)) : weights;
        return binary("Mul", shifted, along(inputs.get(1), weights, axis));
    }

    private static Tensor along(Tensor values, Tensor weights, long axis) throws UntranslatableException {
        if (values.size() == 1) {
            return values.reshaped();
        }
        int place = Dims.axis(axis, weights.rank());
        if (values.rank() != 1 || values.size() != weights.dims()[place]) {
            throw new UntranslatableException("its scale is neither one number nor one for each place along an axis");
        }
        int[] dims = new int[weights.rank()];
        Arrays.fill(dims, 1);
        dims[place] = values.size();
        return values.reshaped(dims);
    }

    /** An operator of two constants. */
    static Tensor binary(String type, Tensor a, Tensor b) throws UntranslatableException {
        return switch (type) {
            case "Add", "Sum" -> each(a, b, Double::sum, Long::sum);
            case "Sub" -> each(a, b, (x, y) -> x - y, (x, y) -> x - y);
            case "Mul" -> each(a, b, (x, y) -> x * y, (x, y) -> x * y);
            case "Div" -> each(a, b, (x, y) -> x / y, (x, y) -> y == 0 ? 0 : x / y);
            case "Pow" -> each(a, b, StrictMath::pow, (x, y) -> (long) StrictMath.pow((double) x, (double) y));
            case "Max" -> each(a, b, Math::max, Math::max);
            case "Min" -> each(a, b, Math::min, Math::min);
            case "Mod" -> each(a, b, (x, y) -> x % y, (x, y) -> y == 0 ? 0 : Math.floorMod(x, y));
            case "Equal" -> each(a, b, (x, y) -> x == y ? 1 : 0, (x, y) -> x == y ? 1 : 0);
            case "Less" -> each(a, b, (x, y) -> x < y ? 1 : 0, (x, y) -> x < y ? 1 : 0);
            case "Greater" -> each(a, b, (x, y) -> x > y ? 1 : 0, (x, y) -> x > y ? 1 : 0);
            default -> throw new UntranslatableException("its inputs are constants");
        };
    }

    private static Tensor each(Tensor a, Tensor b, DoubleBinaryOperator floats, LongBinaryOperator longs) {
        int[] dims = Dims.broadcast(a.dims(), b.dims());
        int[] first = Dims.stretched(a.dims(), dims);
        int[] second = Dims.stretched(b.dims(), dims);
        if (a.isWhole() && b.isWhole()) {
            long[] x = a.longs();
            long[] y = b.longs();
            return Tensor.of(
                    dims,
                    IntStream.range(0, first.length)
                            .mapToLong(i -> longs.applyAsLong(x[first[i]], y[second[i]]))
                            .toArray());
        }
        float[] x = a.floats();
        float[] y = b.floats();
        float[] result = new float[first.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) floats.applyAsDouble(x[first[i]], y[second[i]]);
        }
        return Tensor.of(dims, result);
    }
}
