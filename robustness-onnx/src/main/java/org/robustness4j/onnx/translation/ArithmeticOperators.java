package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.ScalarFunction.Clamp;
import org.robustness4j.onnx.file.Tensor;

/** Sums, products and kin of values that are stretched to common dimensions. */
final class ArithmeticOperators {

    private static final Tensor ZERO = Tensor.of(new int[0], new float[1]);
    private static final Tensor ONE = Tensor.of(new int[0], new float[] {1});

    private ArithmeticOperators() {}

    static Map<String, Operator> all() {
        return Map.ofEntries(
                Map.entry("Add", use -> binary(use, ArithmeticOperators::sum)),
                Map.entry("Sub", use -> binary(use, ArithmeticOperators::difference)),
                Map.entry("Mul", use -> binary(use, ArithmeticOperators::product)),
                Map.entry("Div", use -> binary(use, ArithmeticOperators::quotient)),
                Map.entry("Pow", use -> binary(use, ArithmeticOperators::power)),
                Map.entry("Sum", use -> folded(use, ArithmeticOperators::sum)),
                Map.entry("Mean", ArithmeticOperators::mean),
                Map.entry("Max", use -> folded(use, ArithmeticOperators::maximum)),
                Map.entry("Min", use -> folded(use, ArithmeticOperators::minimum)),
                Map.entry("Where", ArithmeticOperators::where));
    }

    /** Of two values of which one is computed from the sample at least. */
    @FunctionalInterface
    private interface Binary {
        Features of(NetworkInMaking network, Value a, Value b, int[] dims) throws UntranslatableException;
    }

    private static Value apply(NetworkInMaking network, Binary function, Value a, Value b)
            throws UntranslatableException {
        int[] dims = Dims.broadcast(a.dims(), b.dims());
        if (dims.length == 0 || dims[0] != 1) {
            throw new UntranslatableException("it mixes samples: its operands have the dimensions "
                    + Arrays.toString(a.dims()) + " and " + Arrays.toString(b.dims()));
        }
        return function.of(network, stretched(a, dims), stretched(b, dims), dims);
    }

    private static Value stretched(Value value, int[] dims) {
        return value instanceof Features features ? NetworkInMaking.stretched(features, dims) : value;
    }

    private static List<Value> binary(Use use, Binary function) throws UntranslatableException {
        return List.of(apply(use.network(), function, use.value(0), use.value(1)));
    }

    private static List<Value> folded(Use use, Binary function) throws UntranslatableException {
        Value result = use.value(0);
        for (int i = 1; i < use.inputs().size(); i++) {
            Value next = use.value(i);
            result = result instanceof Value.Constant a && next instanceof Value.Constant b
                    ? new Value.Constant(ConstantArithmetic.binary(use.node().type(), a.tensor(), b.tensor()))
                    : apply(use.network(), function, result, next);
        }
        return List.of(result);
    }

    private static Features sum(NetworkInMaking network, Value a, Value b, int[] dims) {
        if (a instanceof Features x && b instanceof Features y) {
            return network.combine(Merge.ADD, x, y);
        }
        return a instanceof Features x
                ? network.affine(x, ONE, tensor(b))
                : network.affine((Features) b, ONE, tensor(a));
    }

    private static Features difference(NetworkInMaking network, Value a, Value b, int[] dims) {
        if (a instanceof Features x && b instanceof Features y) {
            return network.combine(Merge.SUBTRACT, x, y);
        }
        return a instanceof Features x
                ? network.affine(x, ONE, each(tensor(b), value -> -value))
                : network.affine((Features) b, each(ONE, value -> -value), tensor(a));
    }

    private static Features product(NetworkInMaking network, Value a, Value b, int[] dims) {
        if (a instanceof Features x && b instanceof Features y) {
            return network.combine(Merge.PRODUCT, x, y);
        }
        return a instanceof Features x
                ? network.affine(x, tensor(b), ZERO)
                : network.affine((Features) b, tensor(a), ZERO);
    }

    private static Features quotient(NetworkInMaking network, Value a, Value b, int[] dims) {
        if (b instanceof Value.Constant divisor) {
            return network.affine((Features) a, each(divisor.tensor(), value -> 1 / value), ZERO);
        }
        return product(network, a, network.apply(Functions.RECIPROCAL, (Features) b), dims);
    }

    private static Features power(NetworkInMaking network, Value a, Value b, int[] dims)
            throws UntranslatableException {
        if (a instanceof Features base
                && b instanceof Value.Constant exponent
                && exponent.tensor().size() == 1) {
            return network.apply(new Functions.Power(exponent.tensor().floats()[0]), base);
        }
        throw new UntranslatableException("its exponent is not one constant");
    }

    private static Features maximum(NetworkInMaking network, Value a, Value b, int[] dims)
            throws UntranslatableException {
        if (a instanceof Features x && b instanceof Features y) {
            return network.combine(Merge.MAX, x, y);
        }
        Features x = a instanceof Features features ? features : (Features) b;
        Tensor limit = tensor(a instanceof Features ? b : a);
        if (limit.size() == 1) {
            return network.apply(new Clamp(1, 0, limit.floats()[0], Double.POSITIVE_INFINITY), x);
        }
        // max(x, c) = max(x - c, 0) + c
        Features above = network.affine(x, ONE, each(limit, value -> -value));
        return network.affine(network.apply(new Clamp(1, 0, 0, Double.POSITIVE_INFINITY), above), ONE, limit);
    }

    private static Features minimum(NetworkInMaking network, Value a, Value b, int[] dims)
            throws UntranslatableException {
        return network.affine(maximum(network, negative(network, a), negative(network, b), dims), -1, 0);
    }

    private static Value negative(NetworkInMaking network, Value value) {
        return value instanceof Features features
                ? network.affine(features, -1, 0)
                : new Value.Constant(each(tensor(value), number -> -number));
    }

    private static List<Value> mean(Use use) throws UntranslatableException {
        Value sum = folded(use, ArithmeticOperators::sum).get(0);
        if (sum instanceof Features features) {
            return List.of(use.network().affine(features, 1f / use.inputs().size(), 0));
        }
        throw new UntranslatableException("its inputs are constants");
    }

    /** The condition is a constant: what is chosen is multiplied with 1, the rest with 0. */
    private static List<Value> where(Use use) throws UntranslatableException {
        Tensor condition = use.constant(0);
        float[] truths = condition.floats();
        float[] chosen = new float[truths.length];
        float[] rest = new float[truths.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = truths[i] != 0 ? 1 : 0;
            rest[i] = 1 - chosen[i];
        }
        NetworkInMaking network = use.network();
        Value first = masked(network, use.value(1), Tensor.of(condition.dims(), chosen));
        Value second = masked(network, use.value(2), Tensor.of(condition.dims(), rest));
        return List.of(apply(network, ArithmeticOperators::sum, first, second));
    }

    private static Value masked(NetworkInMaking network, Value value, Tensor mask) throws UntranslatableException {
        if (value instanceof Value.Constant constant) {
            // zero times infinity is no number: what is not chosen is never looked at
            return new Value.Constant(ConstantArithmetic.masked(constant.tensor(), mask));
        }
        return apply(network, ArithmeticOperators::product, value, new Value.Constant(mask));
    }

    private static Tensor tensor(Value value) {
        return ((Value.Constant) value).tensor();
    }

    @FunctionalInterface
    private interface FloatFunction {
        float of(float value);
    }

    private static Tensor each(Tensor tensor, FloatFunction function) {
        float[] values = tensor.floats().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = function.of(values[i]);
        }
        return Tensor.of(tensor.dims(), values);
    }
}
