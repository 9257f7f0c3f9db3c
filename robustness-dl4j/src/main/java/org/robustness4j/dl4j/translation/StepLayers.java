package org.robustness4j.dl4j.translation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.GroupFunction.Standardization;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.RecurrentOperation.StepMask;
import org.robustness4j.model.internal.network.RecurrentOperation.StepPool;
import org.robustness4j.model.internal.network.RecurrentOperation.StepPooling;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;
import org.robustness4j.model.internal.network.Window;

/** Turns layers that DL4J applies to each step of a sequence, and those that follow its mask, into operations. */
final class StepLayers implements LayerKinds {

    private final Network.Builder network;
    private final ActivationTranslation activations;

    StepLayers(Network.Builder network) {
        this.network = network;
        this.activations = new ActivationTranslation(network);
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        boolean ofSteps = input.axes() == Axes.STEPS || input.axes().isSequence();
        if (configuration instanceof DenseLayer dense && ofSteps) {
            return Optional.of(dense(layer, dense, input));
        }
        if (configuration instanceof RnnOutputLayer output) {
            RecurrentLayers.requireFormat(output.getRnnDataFormat(), input);
            VertexOutput logits = affine(layer, output, output.hasBias(), false, input);
            return Optional.of(activated(output.getActivationFn(), logits).withoutMask());
        }
        if (configuration instanceof RnnLossLayer loss) {
            RecurrentLayers.requireFormat(loss.getRnnDataFormat(), input);
            return Optional.of(activated(loss.getActivationFn(), input).withoutMask());
        }
        if (configuration instanceof MaskLayer) {
            LayerTranslation.require(input.mask() == null || input.axes() != Axes.NWC, "a mask layer of NWC");
            return Optional.of(masked(input));
        }
        if (configuration instanceof DropoutLayer && input.mask() != null) {
            LayerTranslation.require(input.axes() == Axes.STEPS, "a dropout layer of a masked sequence");
            return Optional.of(masked(input));
        }
        if (configuration instanceof GlobalPoolingLayer pooling && input.mask() != null) {
            return Optional.of(pooled(pooling, input));
        }
        return Optional.empty();
    }

    private VertexOutput dense(Layer layer, DenseLayer dense, VertexOutput input) throws UntranslatableException {
        VertexOutput output = affine(layer, dense, dense.hasBias(), dense.hasLayerNorm(), input);
        return masked(activated(dense.getActivationFn(), output));
    }

    /** At each step the same weights: a convolution that sees one step. */
    private VertexOutput affine(
            Layer layer, FeedForwardLayer configuration, boolean hasBias, boolean isNormalized, VertexOutput input) {
        FeatureShape shape = network.shape(input.node());
        int outputs = Math.toIntExact(configuration.getNOut());
        float[] weights = LayerTranslation.values(layer.getParam(DefaultParamInitializer.WEIGHT_KEY));
        float[] transposed = new float[weights.length];
        int inputs = weights.length / outputs;
        for (int i = 0; i < weights.length; i++) {
            transposed[i % outputs * inputs + i / outputs] = weights[i];
        }
        float[] bias = hasBias
                ? LayerTranslation.values(layer.getParam(DefaultParamInitializer.BIAS_KEY))
                : new float[outputs];
        Window window = new Window(Axis.pointwise(1), Axis.pointwise(shape.width()));
        if (!isNormalized) {
            return added(new Convolution(window, 1, transposed, bias), input);
        }
        VertexOutput product = added(new Convolution(window, 1, transposed, new float[outputs]), input);
        float[] gains = LayerTranslation.values(layer.getParam(DefaultParamInitializer.GAIN_KEY));
        FeatureShape products = network.shape(product.node());
        int[][] steps = IntStream.range(0, products.width())
                .mapToObj(step -> IntStream.range(0, outputs)
                        .map(channel -> products.index(channel, 0, step))
                        .toArray())
                .toArray(int[][]::new);
        VertexOutput standard = added(Grouped.inPlace(new Standardization(), steps, products), product);
        return added(new ChannelAffine(gains, bias), standard);
    }

    private VertexOutput masked(VertexOutput input) {
        return input.mask() == null
                ? input
                : input.at(network.add(new StepMask(), List.of(input.node(), input.mask())));
    }

    private VertexOutput activated(IActivation activation, VertexOutput input) throws UntranslatableException {
        if (input.axes() == Axes.STEPS || input.axes() == Axes.FEATURES) {
            return activations.applied(activation, input);
        }
        return activation instanceof ActivationIdentity
                ? input
                : added(new Activation(ActivationFunctions.of(activation)), input);
    }

    private VertexOutput added(Operation operation, VertexOutput input) {
        return input.at(network.add(operation, List.of(input.node())));
    }

    /** DL4J pools a masked sequence over its last axis, whatever dimensions were chosen. */
    private VertexOutput pooled(GlobalPoolingLayer pooling, VertexOutput input) throws UntranslatableException {
        LayerTranslation.require(input.axes() == Axes.NCW, "global pooling of a mask and " + input.axes());
        StepPool kind =
                switch (pooling.getPoolingType()) {
                    case MAX -> StepPool.MAX;
                    case AVG -> StepPool.AVERAGE;
                    case SUM -> StepPool.SUM;
                    case PNORM -> StepPool.NORM;
                };
        List<Integer> inputs = List.of(input.node(), Objects.requireNonNull(input.mask()));
        int node = network.add(new StepPooling(kind, pooling.getPnorm()), inputs);
        return new VertexOutput(node, pooling.isCollapseDimensions() ? Axes.FEATURES : Axes.NCW);
    }
}
