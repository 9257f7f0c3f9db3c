package org.robustness4j.model.internal.network;

import static org.robustness4j.model.internal.network.OperationInputs.only;
import static org.robustness4j.model.internal.network.OperationInputs.require;

import java.util.List;

/** One operation of a network, with its weights. Operations are immutable: nobody writes to their arrays. */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
public sealed interface Operation
        permits Operation.Dense,
                Operation.Convolution,
                Operation.TransposedConvolution,
                Operation.ChannelAffine,
                Operation.ParametricRectifier,
                Operation.Activation,
                Operation.Pooling,
                Operation.GlobalPooling,
                Operation.Gather,
                Operation.Combination,
                Operation.Concatenation,
                Operation.LocalResponseNormalization,
                Operation.L2Normalization,
                RecurrentOperation,
                AttentionOperation,
                ReductionOperation {

    /**
     * The shape of what it computes.
     *
     * @throws IllegalArgumentException if it does not take inputs of these shapes
     */
    FeatureShape output(List<FeatureShape> inputs);

    /** The kinds of pooling. */
    enum Pool {
        MAX,
        AVERAGE,
        SUM
    }

    /** The ways to combine values of equal shape. */
    enum Merge {
        ADD,
        SUBTRACT,
        AVERAGE,
        PRODUCT,
        MAX
    }

    /**
     * {@code y = W x + b}.
     *
     * @param weights {@code [inputs, outputs]}, row-major
     * @param bias {@code [outputs]}
     */
    record Dense(float[] weights, float[] bias) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            FeatureShape input = only(inputs);
            require(
                    input.size() == input.channels() && weights.length == input.size() * bias.length,
                    "A dense layer with " + weights.length + " weights and " + bias.length + " outputs",
                    inputs);
            return FeatureShape.flat(bias.length);
        }
    }

    /**
     * A convolution, cross-correlation strictly speaking; depthwise where there are as many groups as channels.
     *
     * @param window how the kernel moves
     * @param groups the number of groups that channels and filters are divided into, 1 when all filters see all
     *     channels
     * @param weights {@code [filters, channels / groups, kernel height, kernel width]}, row-major
     * @param bias {@code [filters]}
     */
    record Convolution(Window window, int groups, float[] weights, float[] bias) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            FeatureShape input = only(inputs);
            require(
                    groups > 0
                            && input.channels() % groups == 0
                            && bias.length % groups == 0
                            && weights.length == bias.length * (input.channels() / groups) * window.size(),
                    "A convolution with " + weights.length + " weights, " + bias.length + " filters and " + groups
                            + " groups",
                    inputs);
            return window.output(bias.length);
        }
    }

    /**
     * The transpose of a convolution's linear map, also called deconvolution.
     *
     * @param window how the kernel moves over the <em>output</em>; its positions are the inputs
     * @param outputHeight the height of the output
     * @param outputWidth the width of the output
     * @param weights {@code [channels, filters, kernel height, kernel width]}, row-major
     * @param bias {@code [filters]}
     */
    record TransposedConvolution(Window window, int outputHeight, int outputWidth, float[] weights, float[] bias)
            implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            FeatureShape input = only(inputs);
            require(
                    weights.length == input.channels() * bias.length * window.size()
                            && window.output(input.channels()).equals(input),
                    "A transposed convolution with " + weights.length + " weights and " + bias.length + " filters",
                    inputs);
            return new FeatureShape(bias.length, outputHeight, outputWidth);
        }
    }

    /**
     * {@code y = scale * x + shift} per channel: batch normalisation in inference mode, for one.
     *
     * @param scale {@code [channels]}
     * @param shift {@code [channels]}
     */
    record ChannelAffine(float[] scale, float[] shift) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(
                    only(inputs).channels() == scale.length && scale.length == shift.length,
                    "An affine map of " + scale.length + " channels",
                    inputs);
            return inputs.get(0);
        }
    }

    /**
     * A rectifier with a slope of its own for each feature, {@code x > 0 ? x : slope * x}.
     *
     * @param slopes {@code [channels, height, width]}, flattened
     */
    record ParametricRectifier(float[] slopes) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(only(inputs).size() == slopes.length, "A rectifier of " + slopes.length + " slopes", inputs);
            return inputs.get(0);
        }
    }

    /** A function applied to each value. */
    record Activation(ScalarFunction function) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            return only(inputs);
        }
    }

    /**
     * Pooling over windows.
     *
     * @param window how the window moves
     * @param countsPadding whether an average divides by the size of the window even where it sees padding
     */
    record Pooling(Pool kind, Window window, boolean countsPadding) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            return window.output(only(inputs).channels());
        }
    }

    /** Pooling over the whole height and width. */
    record GlobalPooling(Pool kind) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            return FeatureShape.flat(only(inputs).channels());
        }
    }

    /**
     * Values moved about: padding, cropping, upsampling, flattening, reshaping, taking a part.
     *
     * @param source for each value of the output, flattened, the index of the input's value, or {@link #ZERO}
     * @param shape of the output
     */
    record Gather(int[] source, FeatureShape shape) implements Operation {

        /** The source of a value that is zero. */
        public static final int ZERO = -1;

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            int size = only(inputs).size();
            boolean inside = true;
            for (int index : source) {
                inside &= index >= ZERO && index < size;
            }
            require(inside && source.length == shape.size(), "A rearrangement into " + shape, inputs);
            return shape;
        }
    }

    /** Several inputs of one shape combined value by value. */
    record Combination(Merge kind) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(
                    inputs.stream().distinct().count() == 1 && (kind != Merge.SUBTRACT || inputs.size() == 2),
                    "The combination " + kind,
                    inputs);
            return inputs.get(0);
        }
    }

    /** Inputs one after the other along the channels. */
    record Concatenation() implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(!inputs.isEmpty(), "A concatenation", inputs);
            FeatureShape first = inputs.get(0);
            int channels = inputs.stream().mapToInt(FeatureShape::channels).reduce(0, Math::addExact);
            FeatureShape output = new FeatureShape(channels, first.height(), first.width());
            require(
                    inputs.stream()
                            .allMatch(input -> input.height() == first.height() && input.width() == first.width()),
                    "A concatenation",
                    inputs);
            return output;
        }
    }

    /**
     * {@code x / (k + alpha * sum of squares over depth neighbouring channels) ^ beta}.
     *
     * @param depth the number of channels on both sides together, the channel itself included
     */
    record LocalResponseNormalization(int depth, double k, double alpha, double beta) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            return only(inputs);
        }
    }

    /** {@code x / max(|x|, epsilon)} with the L2 norm of the whole sample. */
    record L2Normalization(double epsilon) implements Operation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            return only(inputs);
        }
    }
}
