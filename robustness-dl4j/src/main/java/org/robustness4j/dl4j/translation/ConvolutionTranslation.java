package org.robustness4j.dl4j.translation;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.DepthwiseConvolutionParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.TransposedConvolution;
import org.robustness4j.model.internal.network.Window;

/** Turns one of DL4J's convolution layers into operations. */
final class ConvolutionTranslation {

    private final Network.Builder network;
    private final Layer layer;

    ConvolutionTranslation(Network.Builder network, Layer layer) {
        this.network = network;
        this.layer = layer;
    }

    VertexOutput translate(ConvolutionLayer configuration, VertexOutput given) throws UntranslatableException {
        ArrayMoves arrays = new ArrayMoves(network);
        WindowShapes windows = WindowShapes.of(configuration);
        if (configuration instanceof Convolution1DLayer sequence) {
            VertexOutput input = arrays.as(sequence.getRnnDataFormat() == RNNFormat.NWC ? Axes.NWC : Axes.NCW, given);
            return sequence(
                    configuration,
                    windows.overSequence(network.shape(input.node()).width()),
                    input);
        }
        VertexOutput input = arrays.as(LayerTranslation.imageAxes(configuration.getCnn2dDataFormat()), given);
        FeatureShape shape = network.shape(input.node());
        if (configuration instanceof Deconvolution2D) {
            return transposed(configuration, windows, input);
        }
        if (configuration instanceof DepthwiseConvolution2D depthwise) {
            float[] weights = LayerTranslation.values(layer.getParam(DepthwiseConvolutionParamInitializer.WEIGHT_KEY));
            int multiplier = depthwise.getDepthMultiplier();
            float[] filters = depthwiseFilters(weights, shape.channels(), multiplier);
            return added(
                    new Convolution(
                            windows.over(shape),
                            shape.channels(),
                            filters,
                            bias(configuration, shape.channels() * multiplier)),
                    input);
        }
        if (configuration instanceof SeparableConvolution2D separable) {
            return separable(separable, windows.over(shape), input);
        }
        return plain(configuration, windows.over(shape), input);
    }

    private VertexOutput added(Operation operation, VertexOutput input) {
        return input.at(network.add(operation, List.of(input.node())));
    }

    private float[] bias(ConvolutionLayer configuration, int filters) {
        return configuration.hasBias()
                ? LayerTranslation.values(layer.getParam(ConvolutionParamInitializer.BIAS_KEY))
                : new float[filters];
    }

    /**
     * A convolution of a sequence. DL4J reads the weights, which it declares as {@code [filters, channels, kernel, 1]},
     * as {@code [kernel, channels, filters]}: it reshapes them where it should permute. What it computes is what
     * counts.
     */
    private VertexOutput sequence(ConvolutionLayer configuration, Window window, VertexOutput input) {
        INDArray declared = layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY);
        INDArray read = declared.reshape(declared.ordering(), declared.size(2), declared.size(1), declared.size(0));
        float[] weights = LayerTranslation.values(read.permute(2, 1, 0));
        int filters = Math.toIntExact(configuration.getNOut());
        return added(new Convolution(window, 1, weights, bias(configuration, filters)), input);
    }

    private VertexOutput plain(ConvolutionLayer configuration, Window window, VertexOutput input) {
        int filters = Math.toIntExact(configuration.getNOut());
        float[] weights = LayerTranslation.values(layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY));
        return added(new Convolution(window, 1, weights, bias(configuration, filters)), input);
    }

    private VertexOutput transposed(ConvolutionLayer configuration, WindowShapes windows, VertexOutput input) {
        FeatureShape shape = network.shape(input.node());
        int filters = Math.toIntExact(configuration.getNOut());
        return added(
                new TransposedConvolution(
                        windows.overOutput(shape),
                        windows.outputLength(shape.height(), 0),
                        windows.outputLength(shape.width(), 1),
                        LayerTranslation.values(layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY)),
                        bias(configuration, filters)),
                input);
    }

    /** From {@code [height, width, channels, multiplier]} to {@code [channels * multiplier, 1, height, width]}. */
    private static float[] depthwiseFilters(float[] weights, int channels, int multiplier) {
        int filters = channels * multiplier;
        int taps = weights.length / filters;
        float[] result = new float[weights.length];
        for (int tap = 0; tap < taps; tap++) {
            for (int filter = 0; filter < filters; filter++) {
                result[filter * taps + tap] = weights[tap * filters + filter];
            }
        }
        return result;
    }

    /**
     * A depthwise convolution, whose weights are {@code [multiplier, channels, height, width]}, and a pointwise one.
     */
    private VertexOutput separable(SeparableConvolution2D configuration, Window window, VertexOutput input) {
        int channels = network.shape(input.node()).channels();
        int multiplier = configuration.getDepthMultiplier();
        float[] weights =
                LayerTranslation.values(layer.getParam(SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY));
        int taps = window.size();
        float[] filters = new float[weights.length];
        for (int m = 0; m < multiplier; m++) {
            for (int channel = 0; channel < channels; channel++) {
                System.arraycopy(
                        weights, (m * channels + channel) * taps, filters, (channel * multiplier + m) * taps, taps);
            }
        }
        VertexOutput depthwise =
                added(new Convolution(window, channels, filters, new float[channels * multiplier]), input);
        FeatureShape shape = network.shape(depthwise.node());
        Window pointwise = new Window(Axis.pointwise(shape.height()), Axis.pointwise(shape.width()));
        float[] mixing =
                LayerTranslation.values(layer.getParam(SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY));
        int outputs = Math.toIntExact(configuration.getNOut());
        return added(new Convolution(pointwise, 1, mixing, bias(configuration, outputs)), depthwise);
    }
}
