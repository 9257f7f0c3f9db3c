package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;
import org.robustness4j.model.internal.network.Window;

/**
 * Turns layers of volumes into operations. What the taps of a window see becomes channels, and the convolution one of
 * those channels.
 */
final class VolumeLayers implements LayerKinds {

    private final Network.Builder network;
    private final ArrayMoves arrays;
    private final ActivationTranslation activations;

    VolumeLayers(Network.Builder network) {
        this.network = network;
        this.arrays = new ArrayMoves(network);
        this.activations = new ActivationTranslation(network);
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        if (layer.conf().getLayer() instanceof Convolution3D convolution) {
            VertexOutput volume = volume(convolution.getDataFormat(), input);
            return Optional.of(
                    activations.applied(convolution.getActivationFn(), convolution(layer, convolution, volume)));
        }
        if (layer.conf().getLayer() instanceof Deconvolution3D convolution) {
            VertexOutput volume = volume(convolution.getDataFormat(), input);
            return Optional.of(
                    activations.applied(convolution.getActivationFn(), transposed(layer, convolution, volume)));
        }
        return layer.conf().getLayer() instanceof Subsampling3DLayer pooling
                ? Optional.of(pooling(pooling, volume(pooling.getDataFormat(), input)))
                : Optional.empty();
    }

    private VertexOutput volume(DataFormat format, VertexOutput input) throws UntranslatableException {
        return arrays.as(format == DataFormat.NCDHW ? Axes.NCDHW : Axes.NDHWC, input);
    }

    private VertexOutput added(Operation operation, VertexOutput input, int depth) {
        return new VertexOutput(network.add(operation, List.of(input.node())), input.axes(), depth, null);
    }

    private VertexOutput convolution(Layer layer, Convolution3D configuration, VertexOutput input) {
        FeatureShape shape = network.shape(input.node());
        WindowShapes windows = WindowShapes.of(configuration);
        int height = shape.height() / input.depth();
        Axis down = windows.axis(height, 1);
        int seen = (down.outputs() - 1) * down.stride() + (down.kernel() - 1) * down.dilation() + 1;
        int positions = -Math.floorDiv(-seen, down.stride());
        // the images under each other, with so much padding between them that no window sees two of them
        UnfoldedVolume unfolded = new UnfoldedVolume(
                shape,
                input.depth(),
                Taps.of(windows.axis(input.depth(), 0), input.depth()),
                Taps.of(new Axis(1, 1, 1, down.padding(), positions * down.stride()), height),
                Taps.pointwise(shape.width()));
        VertexOutput channels = channels(unfolded, input);
        Axis throughAll = new Axis(
                down.kernel(), down.stride(), down.dilation(), 0, (channels.depth() - 1) * positions + down.outputs());
        Window window = new Window(throughAll, windows.axis(shape.width(), 2));
        float[] weights = LayerTranslation.values(layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY));
        float[] bias = bias(layer, configuration.hasBias(), configuration.getNOut());
        VertexOutput images = added(new Convolution(window, 1, weights, bias), channels, channels.depth());
        return positions == down.outputs() ? images : withoutRowsBetween(images, positions, down.outputs());
    }

    /** The images, of which each begins some rows below the one before, right under each other. */
    private VertexOutput withoutRowsBetween(VertexOutput images, int distance, int height) {
        FeatureShape wide = network.shape(images.node());
        FeatureShape shape = new FeatureShape(wide.channels(), images.depth() * height, wide.width());
        int[] source = new int[shape.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    source[shape.index(channel, y, x)] = wide.index(channel, y / height * distance + y % height, x);
                }
            }
        }
        return added(new Gather(source, shape), images, images.depth());
    }

    private static float[] bias(Layer layer, boolean hasBias, long filters) {
        return hasBias
                ? LayerTranslation.values(layer.getParam(ConvolutionParamInitializer.BIAS_KEY))
                : new float[Math.toIntExact(filters)];
    }

    private VertexOutput channels(UnfoldedVolume unfolded, VertexOutput input) {
        Gather gather = unfolded.channels();
        return UnfoldedVolume.isIdentity(gather, network.shape(input.node()))
                ? input
                : added(gather, input, unfolded.across().positions());
    }

    private VertexOutput transposed(Layer layer, Deconvolution3D configuration, VertexOutput input) {
        FeatureShape shape = network.shape(input.node());
        WindowShapes windows = WindowShapes.of(configuration);
        UnfoldedVolume unfolded = new UnfoldedVolume(
                shape,
                input.depth(),
                windows.transposedTaps(input.depth(), 0),
                windows.transposedTaps(shape.height() / input.depth(), 1),
                windows.transposedTaps(shape.width(), 2));
        VertexOutput channels = channels(unfolded, input);
        FeatureShape output = network.shape(channels.node());
        Window window = new Window(Axis.pointwise(output.height()), Axis.pointwise(output.width()));
        // DL4J has them as [depth, height, width, filters, channels]
        float[] weights = LayerTranslation.values(
                layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY).permute(3, 4, 0, 1, 2));
        float[] bias = bias(layer, configuration.hasBias(), configuration.getNOut());
        return added(new Convolution(window, 1, weights, bias), channels, channels.depth());
    }

    private VertexOutput pooling(Subsampling3DLayer pooling, VertexOutput input) throws UntranslatableException {
        FeatureShape shape = network.shape(input.node());
        WindowShapes windows = new WindowShapes(
                pooling.getConvolutionMode(),
                pooling.getKernelSize(),
                pooling.getStride(),
                pooling.getDilation(),
                pooling.getPadding());
        int height = shape.height() / input.depth();
        UnfoldedVolume unfolded = new UnfoldedVolume(
                shape,
                input.depth(),
                Taps.of(windows.axis(input.depth(), 0), input.depth()),
                Taps.of(windows.axis(height, 1), height),
                Taps.of(windows.axis(shape.width(), 2), shape.width()));
        // DL4J takes all that is not a maximum for an average, which is one of what lies inside the volume
        GroupFunction function =
                pooling.getPoolingType() == PoolingType.MAX ? GroupFunction.Pool.MAXIMUM : GroupFunction.Pool.MEAN;
        int[][] windowsInside = unfolded.windows(false);
        LayerTranslation.require(
                Arrays.stream(windowsInside).allMatch(window -> window.length > 0),
                "pooling windows that see nothing but padding; use a padding below the kernel");
        return added(
                Grouped.reduced(function, windowsInside, unfolded.output(shape.channels())),
                input,
                unfolded.across().positions());
    }
}
