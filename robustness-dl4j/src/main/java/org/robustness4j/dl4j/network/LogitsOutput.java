package org.robustness4j.dl4j.network;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Rewrites the last layer of a configuration that is ours to change, so that it gives logits. */
final class LogitsOutput {

    private final String network;
    private @Nullable OutputKind outputKind;

    LogitsOutput(String network) {
        this.network = network;
    }

    /**
     * Whether a last layer only passes on what the layer before it computes, as DL4J's Keras import builds it: the
     * softmax is then in the layer before.
     */
    static boolean passesOn(Layer last) {
        return (last instanceof LossLayer loss && loss.getActivationFn() instanceof ActivationIdentity)
                || (last instanceof ActivationLayer activation
                        && activation.getActivationFn() instanceof ActivationIdentity);
    }

    /** Whether a layer ends in softmax or sigmoid, which turn logits into probabilities. */
    static boolean endsInProbabilities(Layer layer) {
        IActivation activation = layer instanceof BaseLayer base
                ? base.getActivationFn()
                : layer instanceof ActivationLayer separate ? separate.getActivationFn() : null;
        return activation instanceof ActivationSoftmax || activation instanceof ActivationSigmoid;
    }

    Layer endInLogits(Layer layer) {
        if (layer instanceof LossLayer loss) {
            outputKind = OutputKind.of(loss.getActivationFn());
            return identity(loss);
        }
        if (layer instanceof ActivationLayer activation) {
            outputKind = OutputKind.of(activation.getActivationFn());
            return identity(activation);
        }
        if (layer.getClass() == OutputLayer.class) {
            OutputLayer output = (OutputLayer) layer;
            outputKind = OutputKind.of(output.getActivationFn());
            outputKind.requireOutputs(output.getNOut());
            return dense(output);
        }
        if (layer instanceof DenseLayer dense) {
            outputKind = OutputKind.of(dense.getActivationFn());
            outputKind.requireOutputs(dense.getNOut());
            dense.setActivationFn(new ActivationIdentity());
            return dense;
        }
        throw new IllegalArgumentException(
                "The " + network + " ends in a " + layer.getClass().getSimpleName()
                        + "; supported are OutputLayer, LossLayer, DenseLayer and ActivationLayer");
    }

    /** The affine map of an output layer without its loss; the parameters lie in memory in the same order. */
    private static Layer dense(OutputLayer output) {
        DenseLayer dense = new DenseLayer.Builder()
                .name(output.getLayerName())
                .nIn(output.getNIn())
                .nOut(output.getNOut())
                .hasBias(output.hasBias())
                .activation(new ActivationIdentity())
                .weightInit(output.getWeightInitFn())
                .build();
        dense.setIUpdater(output.getIUpdater());
        dense.setBiasUpdater(output.getBiasUpdater());
        dense.setIDropout(output.getIDropout());
        dense.setWeightNoise(output.getWeightNoise());
        return dense;
    }

    static Layer identity(Layer replaced) {
        return new ActivationLayer.Builder()
                .name(replaced.getLayerName())
                .activation(new ActivationIdentity())
                .build();
    }

    OutputKind outputKind() {
        if (outputKind == null) {
            throw new IllegalStateException("A network is made to end in logits before it is asked what they mean");
        }
        return outputKind;
    }
}
