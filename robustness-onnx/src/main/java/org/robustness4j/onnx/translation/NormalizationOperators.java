package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.LocalResponseNormalization;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;
import org.robustness4j.onnx.file.Tensor;

/** Values that are scaled by those beside them, or by statistics of training. */
final class NormalizationOperators {

    private static final double EPSILON = 1e-5;

    private NormalizationOperators() {}

    static Map<String, Operator> all() {
        return Map.of(
                "BatchNormalization", NormalizationOperators::batch,
                "InstanceNormalization", NormalizationOperators::instance,
                "LayerNormalization", NormalizationOperators::layer,
                "GroupNormalization", NormalizationOperators::group,
                "LRN", NormalizationOperators::localResponse,
                "LpNormalization", NormalizationOperators::length,
                "Softmax", use -> softmax(use, new GroupFunction.Softmax()),
                "LogSoftmax", use -> softmax(use, new LogSoftmax()));
    }

    private static List<Value> batch(Use use) throws UntranslatableException {
        if (use.node().integer("training_mode", 0) != 0) {
            throw new UntranslatableException("it is in training mode");
        }
        Features input = use.input();
        float[] factor = use.constant(1).floats();
        float[] offset = use.constant(2).floats();
        float[] mean = use.constant(3).floats();
        float[] variance = use.constant(4).floats();
        double epsilon = use.node().number("epsilon", EPSILON);
        float[] scale = new float[factor.length];
        float[] shift = new float[factor.length];
        for (int i = 0; i < scale.length; i++) {
            double ofChannel = factor[i] / Math.sqrt(variance[i] + epsilon);
            scale[i] = (float) ofChannel;
            shift[i] = (float) (offset[i] - mean[i] * ofChannel);
        }
        return List.of(use.network().add(new ChannelAffine(scale, shift), input.dims(), input));
    }

    private static List<Value> instance(Use use) throws UntranslatableException {
        Features input = use.input();
        boolean[] within = new boolean[input.rank()];
        Arrays.fill(within, 2, within.length, true);
        Features standard = standardized(use, input, within);
        return List.of(channelwise(use, standard, use.constant(1), use.constant(2)));
    }

    private static Features standardized(Use use, Features input, boolean[] within) {
        GroupFunction function = new GroupFunction.Standardization(use.node().number("epsilon", EPSILON));
        return grouped(use.network(), function, input, within);
    }

    static Features grouped(NetworkInMaking network, GroupFunction function, Features input, boolean[] within) {
        int[][] groups = Dims.groups(input.dims(), within);
        return network.add(Grouped.inPlace(function, groups, Dims.shape(input.dims())), input.dims(), input);
    }

    private static Features channelwise(Use use, Features input, Tensor scale, Tensor shift) {
        float[] scales = scale.floats();
        float[] shifts = shift.floats();
        return use.network().add(new ChannelAffine(scales, shifts), input.dims(), input);
    }

    private static List<Value> layer(Use use) throws UntranslatableException {
        Features input = use.input();
        int axis = Dims.axis(use.node().integer("axis", -1), input.rank());
        if (axis == 0) {
            throw new UntranslatableException("it mixes samples");
        }
        boolean[] within = new boolean[input.rank()];
        Arrays.fill(within, axis, within.length, true);
        Features standard = standardized(use, input, within);
        Tensor shift = use.optional(2).orElse(Tensor.of(new int[0], new float[1]));
        return List.of(use.network().affine(standard, use.constant(1), shift));
    }

    /** Up to version 20 the scales are those of groups, later those of channels. */
    private static List<Value> group(Use use) throws UntranslatableException {
        Features input = use.input();
        int[] dims = input.dims();
        int groups = Math.toIntExact(use.node().integer("num_groups", 1));
        int ofGroup = dims[1] / groups;
        Features split = input.reshaped(1, groups, input.size() / groups);
        Features standard =
                standardized(use, split, new boolean[] {false, false, true}).reshaped(dims);
        boolean isByChannel = use.constant(1).size() == dims[1];
        Tensor scale = isByChannel ? use.constant(1) : repeated(use.constant(1), ofGroup);
        Tensor shift = isByChannel ? use.constant(2) : repeated(use.constant(2), ofGroup);
        return List.of(channelwise(use, standard, scale, shift));
    }

    private static Tensor repeated(Tensor values, int times) {
        float[] given = values.floats();
        float[] repeated = new float[given.length * times];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = given[i / times];
        }
        return Tensor.of(new int[] {repeated.length}, repeated);
    }

    private static List<Value> localResponse(Use use) throws UntranslatableException {
        Features input = use.input();
        int size = Math.toIntExact(use.node().integer("size", 1));
        if (size % 2 == 0) {
            throw new UntranslatableException("its size is even");
        }
        LocalResponseNormalization operation = new LocalResponseNormalization(
                size,
                use.node().number("bias", 1),
                use.node().number("alpha", 1e-4) / size,
                use.node().number("beta", 0.75));
        return List.of(use.network().add(operation, input.dims(), input));
    }

    private static List<Value> length(Use use) throws UntranslatableException {
        Features input = use.input();
        int axis = Dims.axis(use.node().integer("axis", -1), input.rank());
        long p = use.node().integer("p", 2);
        if (axis == 0 || p < 1 || p > 2) {
            throw new UntranslatableException("its axis is " + axis + " and its norm L" + p);
        }
        boolean[] within = new boolean[input.rank()];
        within[axis] = true;
        GroupFunction function = p == 2 ? new GroupFunction.UnitLength(Float.MIN_NORMAL) : new Shares();
        return List.of(grouped(use.network(), function, input, within));
    }

    /** Up to version 12 all dimensions from the axis on are one. */
    private static List<Value> softmax(Use use, GroupFunction function) throws UntranslatableException {
        Features input = use.input();
        boolean isOld = use.node().opset() < 13;
        int axis = Dims.axis(use.node().integer("axis", isOld ? 1 : -1), input.rank());
        if (axis == 0) {
            throw new UntranslatableException("it mixes samples");
        }
        boolean[] within = new boolean[input.rank()];
        Arrays.fill(within, axis, isOld ? within.length : axis + 1, true);
        return List.of(grouped(use.network(), function, input, within));
    }

    /** {@code x - log(sum of exp(x))}. */
    private record LogSoftmax() implements GroupFunction.Normalization {

        @Override
        public void value(double[] x, double[] y) {
            double largest = Pool.MAXIMUM.value(x);
            double sum = 0;
            for (double value : x) {
                sum += StrictMath.exp(value - largest);
            }
            double logarithm = largest + StrictMath.log(sum);
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] - logarithm;
            }
        }

        @Override
        public void gradient(double[] x, double[] upstream, double[] result) {
            value(x, result);
            double sum = Pool.SUM.value(upstream);
            for (int i = 0; i < x.length; i++) {
                result[i] = upstream[i] - StrictMath.exp(result[i]) * sum;
            }
        }
    }

    /** {@code x / sum of |x|}; zeros stay. */
    record Shares() implements GroupFunction.Normalization {

        private static double size(double[] x) {
            double size = 0;
            for (double value : x) {
                size += Math.abs(value);
            }
            return size;
        }

        @Override
        public void value(double[] x, double[] y) {
            double size = size(x);
            for (int i = 0; i < x.length; i++) {
                y[i] = size == 0 ? 0 : x[i] / size;
            }
        }

        @Override
        public void gradient(double[] x, double[] upstream, double[] result) {
            double size = size(x);
            double along = along(x, upstream);
            for (int i = 0; i < x.length; i++) {
                result[i] = size == 0 ? 0 : (upstream[i] - along * Math.signum(x[i]) / size) / size;
            }
        }
    }

    /** {@code x / max(x)}; as it is where the largest value is 0. */
    record SharesOfLargest() implements GroupFunction.Normalization {

        private static int first(double[] x) {
            int first = 0;
            for (int i = 1; i < x.length; i++) {
                first = x[i] > x[first] ? i : first;
            }
            return first;
        }

        @Override
        public void value(double[] x, double[] y) {
            double largest = x[first(x)];
            for (int i = 0; i < x.length; i++) {
                y[i] = largest == 0 ? x[i] : x[i] / largest;
            }
        }

        @Override
        public void gradient(double[] x, double[] upstream, double[] result) {
            int first = first(x);
            double largest = x[first];
            double along = along(x, upstream);
            for (int i = 0; i < x.length; i++) {
                double back = i == first ? along / largest : 0;
                result[i] = largest == 0 ? upstream[i] : (upstream[i] - back) / largest;
            }
        }
    }

    private static double along(double[] x, double[] upstream) {
        double along = 0;
        for (int i = 0; i < x.length; i++) {
            along += upstream[i] * x[i];
        }
        return along;
    }
}
