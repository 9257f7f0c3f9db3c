package org.robustness4j.onnx.translation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.robustness4j.model.internal.network.Operation.ParametricRectifier;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.ScalarFunction.Clamp;
import org.robustness4j.model.internal.network.ScalarFunction.ExponentialUnit;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;
import org.robustness4j.model.internal.network.ScalarFunction.ThresholdRectifier;
import org.robustness4j.model.internal.network.SmoothFunction;
import org.robustness4j.onnx.file.OnnxNode;
import org.robustness4j.onnx.file.Tensor;

/** Functions of each value by itself. */
final class FunctionOperators {

    private static final double SELU_SCALE = 1.0507010221481323;
    private static final double SELU_ALPHA = 1.6732631921768188;
    private static final double ELU_ALPHA = 1;
    private static final double LEAK = 0.01;
    private static final double HARD_SIGMOID_SLOPE = 0.2;
    private static final double HALF = 0.5;

    private FunctionOperators() {}

    static Map<String, Operator> all() {
        Map<String, Operator> all = new HashMap<>();
        add(all, "Relu", node -> new Rectifier(0));
        add(all, "LeakyRelu", node -> rectifier(node.number("alpha", LEAK)));
        add(all, "ThresholdedRelu", node -> new Functions.Thresholded(node.number("alpha", 1)));
        add(all, "Elu", node -> new ExponentialUnit(1, node.number("alpha", ELU_ALPHA)));
        add(
                all,
                "Selu",
                node -> new ExponentialUnit(node.number("gamma", SELU_SCALE), node.number("alpha", SELU_ALPHA)));
        add(all, "Celu", node -> new Functions.ContinuousExponentialUnit(node.number("alpha", 1)));
        add(all, "Sigmoid", node -> SmoothFunction.SIGMOID);
        add(
                all,
                "HardSigmoid",
                node -> new Clamp(node.number("alpha", HARD_SIGMOID_SLOPE), node.number("beta", HALF), 0, 1));
        add(all, "HardSwish", node -> Functions.HARD_SWISH);
        add(all, "Swish", node -> new Functions.Swish(node.number("alpha", 1)));
        add(all, "Tanh", node -> SmoothFunction.TANH);
        add(all, "Softplus", node -> SmoothFunction.SOFTPLUS);
        add(all, "Softsign", node -> SmoothFunction.SOFTSIGN);
        add(all, "Mish", node -> SmoothFunction.MISH);
        add(
                all,
                "Gelu",
                node -> node.text("approximate", "none").equals("tanh") ? Functions.TANH_GELU : Functions.GELU);
        add(all, "Erf", node -> Functions.ERF);
        add(all, "Exp", node -> Functions.EXP);
        add(all, "Log", node -> Functions.LOG);
        add(all, "Sqrt", node -> Functions.SQRT);
        add(all, "Reciprocal", node -> Functions.RECIPROCAL);
        add(all, "Abs", node -> Functions.ABS);
        add(all, "Sin", node -> Functions.SIN);
        add(all, "Cos", node -> Functions.COS);
        add(all, "Shrink", node -> new Functions.Shrink(node.number("lambd", HALF), node.number("bias", 0)));
        all.put("Neg", use -> List.of(use.network().affine(use.input(), -1, 0)));
        all.put("Clip", FunctionOperators::clip);
        all.put("PRelu", FunctionOperators::parametricRectifier);
        return all;
    }

    private static void add(Map<String, Operator> all, String type, Function<OnnxNode, ScalarFunction> function) {
        all.put(type, use -> List.of(use.network().apply(function.apply(use.node()), use.input())));
    }

    private static ScalarFunction rectifier(double slope) {
        return slope >= 0 && slope < 1
                ? new Rectifier(slope)
                : new ThresholdRectifier(0, slope, Double.POSITIVE_INFINITY);
    }

    /** The limits are attributes up to version 10. */
    private static List<Value> clip(Use use) throws UntranslatableException {
        double low = limit(use, "min", 1).orElse(Double.NEGATIVE_INFINITY);
        double high = limit(use, "max", 2).orElse(Double.POSITIVE_INFINITY);
        return List.of(use.network().apply(new Clamp(1, 0, Math.min(low, high), high), use.input()));
    }

    private static Optional<Double> limit(Use use, String name, int number) throws UntranslatableException {
        if (use.node().has(name)) {
            return Optional.of(use.node().number(name, 0));
        }
        Optional<Tensor> given = use.optional(number);
        if (given.isPresent() && given.get().size() != 1) {
            throw new IllegalArgumentException("its limit '" + name + "' is no single number");
        }
        return given.map(limit -> (double) limit.floats()[0]);
    }

    private static List<Value> parametricRectifier(Use use) throws UntranslatableException {
        Features input = use.input();
        Tensor slopes = use.constant(1);
        float[] given = slopes.floats();
        int[] source = Dims.stretched(slopes.dims(), input.dims());
        float[] each = new float[source.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = given[source[i]];
        }
        return List.of(use.network().add(new ParametricRectifier(each), input.dims(), input));
    }
}
