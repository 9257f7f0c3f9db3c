package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.GroupFunction.PowerNorm;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;
import org.robustness4j.model.internal.network.Window;

/** Turns pooling of images and sequences, and pooling of whole dimensions, into operations. */
final class PoolingLayers implements LayerKinds {

    private final Network.Builder network;
    private final ArrayMoves arrays;

    PoolingLayers(Network.Builder network) {
        this.network = network;
        this.arrays = new ArrayMoves(network);
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        if (layer.conf().getLayer() instanceof SubsamplingLayer pooling) {
            VertexOutput output = windows(pooling, input);
            return Optional.of(
                    pooling instanceof Subsampling1DLayer
                            ? new StepMasks(network).masked(output, input, WindowShapes.of(pooling))
                            : output);
        }
        return layer.conf().getLayer() instanceof GlobalPoolingLayer pooling
                ? Optional.of(global(pooling, input))
                : Optional.empty();
    }

    private VertexOutput added(Operation operation, VertexOutput input) {
        return input.at(network.add(operation, List.of(input.node())));
    }

    private VertexOutput windows(SubsamplingLayer pooling, VertexOutput given) throws UntranslatableException {
        WindowShapes shapes = WindowShapes.of(pooling);
        VertexOutput input;
        Window window;
        if (pooling instanceof Subsampling1DLayer) {
            boolean channelsLast = pooling.getCnn2dDataFormat() == CNN2DFormat.NHWC;
            input = arrays.as(channelsLast ? Axes.NWC : Axes.NCW, given);
            window = shapes.overSequence(network.shape(input.node()).width());
        } else {
            boolean channelsLast = pooling.getCnn2dDataFormat() == CNN2DFormat.NHWC;
            input = arrays.as(channelsLast ? Axes.NHWC : Axes.NCHW, given);
            window = shapes.over(network.shape(input.node()));
        }
        FeatureShape shape = network.shape(input.node());
        return switch (pooling.getPoolingType()) {
            case MAX -> added(new Pooling(Pool.MAX, window, false), input);
            case AVG -> added(new Pooling(Pool.AVERAGE, window, pooling.isAvgPoolIncludePadInDivisor()), input);
            case SUM -> added(new Pooling(Pool.SUM, window, false), input);
            case PNORM -> {
                UnfoldedVolume unfolded = new UnfoldedVolume(
                        shape,
                        1,
                        Taps.pointwise(1),
                        Taps.of(window.vertical(), shape.height()),
                        Taps.of(window.horizontal(), shape.width()));
                yield added(
                        Grouped.reduced(
                                new PowerNorm(pooling.getPnorm()),
                                unfolded.windows(false),
                                unfolded.output(shape.channels())),
                        input);
            }
        };
    }

    private VertexOutput global(GlobalPoolingLayer pooling, VertexOutput input) throws UntranslatableException {
        LayerTranslation.require(input.mask() == null, "global pooling of a masked sequence");
        long[] dimensions = arrays.dimensions(input);
        boolean[] pooled = new boolean[dimensions.length + 1];
        int[] chosen = pooling.getPoolingDimensions() == null
                ? IntStream.range(2, pooled.length).toArray()
                : pooling.getPoolingDimensions();
        for (int dimension : chosen) {
            int counted = dimension < 0 ? dimension + pooled.length : dimension;
            LayerTranslation.require(
                    dimensions.length > 1 && counted > 0 && counted < pooled.length,
                    "global pooling over the dimensions " + Arrays.toString(chosen) + " of " + input.axes());
            pooled[counted] = true;
        }
        long[] left = IntStream.range(0, dimensions.length)
                .filter(i -> !pooled[i + 1])
                .mapToLong(i -> dimensions[i])
                .toArray();
        left = left.length == 0 ? new long[] {1} : left;
        boolean ofChannels = left.length == 1
                && !pooled[ArrayOrder.isChannelsLast(input.axes()) ? dimensions.length : 1]
                && pooling.getPoolingType() != PoolingType.PNORM;
        Operation operation = ofChannels
                ? new GlobalPooling(kind(pooling.getPoolingType()))
                : grouped(pooling, input, dimensions, pooled);
        VertexOutput vector = new VertexOutput(network.add(operation, List.of(input.node())), Axes.FEATURES);
        return shaped(pooling, vector, dimensions, left, ArrayOrder.isChannelsLast(input.axes()));
    }

    private static Pool kind(PoolingType type) {
        return switch (type) {
            case MAX -> Pool.MAX;
            case AVG -> Pool.AVERAGE;
            case SUM, PNORM -> Pool.SUM;
        };
    }

    /** The values that are pooled together, those of the first value of the result first. */
    private Grouped grouped(GlobalPoolingLayer pooling, VertexOutput input, long[] dimensions, boolean[] pooled) {
        int[] order = ArrayOrder.indices(network.shape(input.node()), input.axes());
        int groups = 1;
        for (int i = 0; i < dimensions.length; i++) {
            groups *= pooled[i + 1] ? 1 : Math.toIntExact(dimensions[i]);
        }
        int[][] members = new int[groups][order.length / groups];
        int[] filled = new int[groups];
        for (int position = 0; position < order.length; position++) {
            int group = 0;
            int rest = order.length;
            for (int i = 0; i < dimensions.length; i++) {
                int size = Math.toIntExact(dimensions[i]);
                rest /= size;
                group = pooled[i + 1] ? group : group * size + position / rest % size;
            }
            members[group][filled[group]++] = order[position];
        }
        GroupFunction function =
                switch (pooling.getPoolingType()) {
                    case MAX -> GroupFunction.Pool.MAXIMUM;
                    case AVG -> GroupFunction.Pool.MEAN;
                    case SUM -> GroupFunction.Pool.SUM;
                    case PNORM -> new PowerNorm(pooling.getPnorm());
                };
        return Grouped.reduced(function, members, FeatureShape.flat(groups));
    }

    /** DL4J keeps dimensions as if it had pooled all but the first. */
    private VertexOutput shaped(
            GlobalPoolingLayer pooling, VertexOutput vector, long[] dimensions, long[] left, boolean channelsLast)
            throws UntranslatableException {
        long[] result = left;
        if (!pooling.isCollapseDimensions()) {
            result = new long[dimensions.length];
            Arrays.fill(result, 1);
            result[0] = dimensions[0];
            LayerTranslation.require(
                    Arrays.stream(left).reduce(1, (a, b) -> a * b) == dimensions[0],
                    "global pooling that keeps the dimensions " + Arrays.toString(dimensions) + " but has the values "
                            + Arrays.toString(left));
        }
        int size = network.shape(vector.node()).size();
        int[] all = IntStream.range(0, size).toArray();
        Axes axes = ArrayOrder.axes(result, channelsLast);
        return axes == Axes.FEATURES ? vector : arrays.gathered(all, result, axes, List.of(vector));
    }
}
