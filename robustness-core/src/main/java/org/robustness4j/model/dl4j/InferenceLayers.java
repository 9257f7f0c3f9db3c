package org.robustness4j.model.dl4j;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationRReLU;

/**
 * Rewrites the layers of a configuration that is ours to change, so that they compute in any mode what the user's network
 * computes in inference mode.
 *
 * <p>DL4J's layers run the forward part of {@code backpropGradient} in training mode, and stop at frozen layers: what is
 * random or frozen has to go from the configuration, not only from the calls.
 */
record InferenceLayers(String network) {

    Layer rewrite(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return rewrite(frozen.getLayer());
        }
        if (layer instanceof FrozenLayerWithBackprop frozen) {
            return rewrite(frozen.getUnderlying());
        }
        if (layer instanceof BaseWrapperLayer) {
            throw new IllegalArgumentException(
                    "The " + network + " has a layer of the kind "
                            + layer.getClass().getSimpleName()
                            + ", whose inner layer cannot be put into inference mode; give the model as a Classifier of your own");
        }
        layer.setIDropout(null);
        if (layer instanceof BaseLayer base) {
            base.setWeightNoise(null);
            base.setActivationFn(deterministic(base.getActivationFn()));
        } else if (layer instanceof ActivationLayer activation) {
            activation.setActivationFn(deterministic(activation.getActivationFn()));
        }
        return layer;
    }

    private static @Nullable IActivation deterministic(@Nullable IActivation activation) {
        return activation instanceof ActivationRReLU random
                ? new FlooredActivation((random.getL() + random.getU()) / 2)
                : activation;
    }
}
