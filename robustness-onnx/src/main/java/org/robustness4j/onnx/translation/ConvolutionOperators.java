package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Operation.TransposedConvolution;
import org.robustness4j.model.internal.network.Window;
import org.robustness4j.onnx.file.Tensor;

/** Windows that move over images and sequences. */
final class ConvolutionOperators {

    private ConvolutionOperators() {}

    static Map<String, Operator> all() {
        return Map.of(
                "Conv", ConvolutionOperators::convolution,
                "ConvTranspose", ConvolutionOperators::transposed,
                "MaxPool", use -> pooling(use, Pool.MAX),
                "AveragePool", use -> pooling(use, Pool.AVERAGE),
                "GlobalMaxPool", use -> global(use, Pool.MAX),
                "GlobalAveragePool", use -> global(use, Pool.AVERAGE));
    }

    private static int[] kernel(Tensor weights) {
        int[] dims = weights.dims();
        return Arrays.copyOfRange(dims, 2, dims.length);
    }

    private static float[] bias(Use use, int filters) throws UntranslatableException {
        return use.optional(2).map(Tensor::floats).orElseGet(() -> new float[filters]);
    }

    private static List<Value> convolution(Use use) throws UntranslatableException {
        Features input = use.input();
        Tensor weights = use.constant(1);
        int filters = weights.dims()[0];
        WindowAxes axes = new WindowAxes(use.node(), kernel(weights));
        requireRank(input, kernel(weights).length);
        Window window = axes.over(input.dims(), false);
        int groups = Math.toIntExact(use.node().integer("group", 1));
        Convolution convolution = new Convolution(window, groups, weights.floats(), bias(use, filters));
        return List.of(use.network().add(convolution, WindowAxes.dims(input.dims(), filters, window), input));
    }

    private static void requireRank(Features input, int axes) {
        if (input.rank() != axes + 2) {
            throw new IllegalArgumentException(
                    "its window has " + axes + " axes, but its input the dimensions " + Arrays.toString(input.dims()));
        }
    }

    private static List<Value> transposed(Use use) throws UntranslatableException {
        Features input = use.input();
        Tensor weights = use.constant(1);
        if (use.node().integer("group", 1) != 1) {
            throw new UntranslatableException("it has several groups");
        }
        int filters = weights.dims()[1];
        WindowAxes axes = new WindowAxes(use.node(), kernel(weights));
        requireRank(input, kernel(weights).length);
        int[] dims = input.dims();
        int width = axes.transposedLength(0, dims[dims.length - 1]);
        int height = dims.length == 3 ? 1 : axes.transposedLength(1, dims[2]);
        TransposedConvolution operation =
                new TransposedConvolution(axes.transposed(dims), height, width, weights.floats(), bias(use, filters));
        int[] output = dims.length == 3 ? new int[] {1, filters, width} : new int[] {1, filters, height, width};
        return List.of(use.network().add(operation, output, input));
    }

    private static List<Value> pooling(Use use, Pool kind) throws UntranslatableException {
        Features input = use.input();
        int[] kernel = Arrays.stream(use.node().integers("kernel_shape").orElse(new long[0]))
                .mapToInt(Math::toIntExact)
                .toArray();
        WindowAxes axes = new WindowAxes(use.node(), kernel);
        requireRank(input, kernel.length);
        Window window = axes.over(input.dims(), use.node().integer("ceil_mode", 0) != 0);
        boolean countsPadding = use.node().integer("count_include_pad", 0) != 0;
        if (countsPadding && axes.isCutOff(input.dims(), window)) {
            throw new UntranslatableException("it counts padding, and its last windows reach beyond that");
        }
        int[] dims = WindowAxes.dims(input.dims(), input.dims()[1], window);
        return List.of(use.network().add(new Pooling(kind, window, countsPadding), dims, input));
    }

    private static List<Value> global(Use use, Pool kind) throws UntranslatableException {
        Features input = use.input();
        int[] dims = input.dims();
        Arrays.fill(dims, 2, dims.length, 1);
        return List.of(use.network().add(new GlobalPooling(kind), dims, input));
    }
}
