package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Window;

/** Turns convolutions with weights of their own at each position into convolutions of a group for each position. */
final class LocallyConnectedLayers implements LayerKinds {

    private final Network.Builder network;
    private final ArrayMoves arrays;
    private final ActivationTranslation activations;

    LocallyConnectedLayers(Network.Builder network) {
        this.network = network;
        this.arrays = new ArrayMoves(network);
        this.activations = new ActivationTranslation(network);
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        if (layer.conf().getLayer() instanceof LocallyConnected1D configuration) {
            return Optional.of(sequence(layer, configuration, arrays.as(Axes.NCW, input)));
        }
        return layer.conf().getLayer() instanceof LocallyConnected2D configuration
                ? Optional.of(image(layer, configuration, input))
                : Optional.empty();
    }

    private VertexOutput sequence(Layer layer, LocallyConnected1D configuration, VertexOutput input)
            throws UntranslatableException {
        LayerTranslation.require(input.mask() == null, "a locally connected layer of a masked sequence");
        FeatureShape shape = network.shape(input.node());
        WindowShapes windows = new WindowShapes(
                configuration.getCm(),
                new int[] {configuration.getKernel()},
                new int[] {configuration.getStride()},
                new int[] {1},
                new int[] {configuration.getPadding()});
        UnfoldedVolume unfolded = new UnfoldedVolume(
                shape, 1, Taps.pointwise(1), Taps.pointwise(1), Taps.of(windows.axis(shape.width(), 0), shape.width()));
        int[] order = IntStream.range(0, unfolded.positions()).toArray();
        VertexOutput output = connected(layer, unfolded, order, input, configuration.isHasBias());
        return activations.applied(activation(configuration.getActivation()), output);
    }

    private VertexOutput image(Layer layer, LocallyConnected2D configuration, VertexOutput given)
            throws UntranslatableException {
        VertexOutput input = arrays.as(configuration.getFormat() == CNN2DFormat.NHWC ? Axes.NHWC : Axes.NCHW, given);
        FeatureShape shape = network.shape(input.node());
        WindowShapes windows = new WindowShapes(
                configuration.getCm(),
                configuration.getKernel(),
                configuration.getStride(),
                new int[] {1, 1},
                configuration.getPadding());
        Axis down = windows.axis(shape.height(), 0);
        Axis along = windows.axis(shape.width(), 1);
        UnfoldedVolume unfolded = new UnfoldedVolume(
                shape, 1, Taps.pointwise(1), Taps.of(down, shape.height()), Taps.of(along, shape.width()));
        // DL4J counts the positions column by column, and then takes them for rows
        int[] order = IntStream.range(0, unfolded.positions())
                .map(i -> i % down.outputs() * along.outputs() + i / down.outputs())
                .toArray();
        VertexOutput output = connected(layer, unfolded, order, input, configuration.isHasBias());
        return activations.applied(activation(configuration.getActivation()), output);
    }

    /** DL4J builds them of SameDiff's functions, of which the leaky rectifier does not leak. */
    private static IActivation activation(Activation activation) {
        return activation == Activation.LEAKYRELU ? new ActivationReLU() : activation.getActivationFunction();
    }

    /** @param order for each place of the output the position of the window */
    private VertexOutput connected(
            Layer layer, UnfoldedVolume unfolded, int[] order, VertexOutput input, boolean hasBias) {
        float[] declared = LayerTranslation.values(
                layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY).permute(0, 2, 1));
        int positions = unfolded.positions();
        Gather seen = unfolded.positions(order);
        int filters = declared.length / seen.source().length;
        int node = network.add(seen, List.of(input.node()));
        Window pointwise = new Window(Axis.pointwise(1), Axis.pointwise(1));
        node = network.add(
                new Convolution(pointwise, positions, declared, new float[positions * filters]), List.of(node));
        FeatureShape output = unfolded.output(filters);
        int[] byFilter = IntStream.range(0, output.size())
                .map(i -> i % positions * filters + i / positions)
                .toArray();
        node = network.add(new Gather(byFilter, output), List.of(node));
        if (hasBias) {
            float[] ones = new float[filters];
            Arrays.fill(ones, 1);
            float[] bias = LayerTranslation.values(layer.getParam(ConvolutionParamInitializer.BIAS_KEY));
            node = network.add(new ChannelAffine(ones, bias), List.of(node));
        }
        return new VertexOutput(node, input.axes());
    }
}
