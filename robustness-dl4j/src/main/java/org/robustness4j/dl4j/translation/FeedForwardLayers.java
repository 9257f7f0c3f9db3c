package org.robustness4j.dl4j.translation;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.VariationalAutoencoderParamInitializer;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Dense;

/** Turns layers of vectors other than the dense one into operations; of autoencoders the part that encodes. */
final class FeedForwardLayers implements LayerKinds {

    private final Network.Builder network;
    private final ActivationTranslation activations;

    FeedForwardLayers(Network.Builder network) {
        this.network = network;
        this.activations = new ActivationTranslation(network);
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        if (layer.conf().getLayer() instanceof AutoEncoder encoder) {
            VertexOutput dense =
                    dense(layer, DefaultParamInitializer.WEIGHT_KEY, DefaultParamInitializer.BIAS_KEY, input);
            return Optional.of(activations.applied(encoder.getActivationFn(), dense));
        }
        if (layer.conf().getLayer() instanceof VariationalAutoencoder encoder) {
            return Optional.of(encoded(layer, encoder, input));
        }
        if (layer.conf().getLayer() instanceof ElementWiseMultiplicationLayer product) {
            float[] factors = LayerTranslation.values(layer.getParam(DefaultParamInitializer.WEIGHT_KEY));
            float[] bias = LayerTranslation.values(layer.getParam(DefaultParamInitializer.BIAS_KEY));
            requireVector(input);
            return Optional.of(
                    activations.applied(product.getActivationFn(), added(new ChannelAffine(factors, bias), input)));
        }
        return layer.conf().getLayer() instanceof LossLayer loss
                ? Optional.of(activations.applied(loss.getActivationFn(), input))
                : Optional.empty();
    }

    private static void requireVector(VertexOutput input) throws UntranslatableException {
        LayerTranslation.require(input.axes() == Axes.FEATURES, "a layer for vectors that is given " + input.axes());
    }

    private VertexOutput added(Operation operation, VertexOutput input) {
        return input.at(network.add(operation, List.of(input.node())));
    }

    private VertexOutput dense(Layer layer, String weights, String bias, VertexOutput input)
            throws UntranslatableException {
        requireVector(input);
        return added(
                new Dense(
                        LayerTranslation.values(layer.getParam(weights)),
                        LayerTranslation.values(layer.getParam(bias))),
                input);
    }

    /** The mean of the distribution that the encoder gives. */
    private VertexOutput encoded(Layer layer, VariationalAutoencoder encoder, VertexOutput input)
            throws UntranslatableException {
        VertexOutput hidden = input;
        for (int i = 0; i < encoder.getEncoderLayerSizes().length; i++) {
            hidden = dense(
                    layer,
                    "e" + i + VariationalAutoencoderParamInitializer.WEIGHT_KEY_SUFFIX,
                    "e" + i + VariationalAutoencoderParamInitializer.BIAS_KEY_SUFFIX,
                    hidden);
            hidden = activations.applied(encoder.getActivationFn(), hidden);
        }
        VertexOutput mean = dense(
                layer,
                VariationalAutoencoderParamInitializer.PZX_MEAN_W,
                VariationalAutoencoderParamInitializer.PZX_MEAN_B,
                hidden);
        return activations.applied(encoder.getPzxActivationFn(), mean);
    }
}
