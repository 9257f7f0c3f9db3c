package org.robustness4j.dl4j.network;

import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.robustness4j.dl4j.network.OutputKind.Axis;

/** The last layer of a network, with what is known of its activation and its loss. */
record LastLayer(String name, Layer layer) {

    /** For messages: {@code 'out' (OutputLayer)}. */
    String described() {
        return "'" + name + "' (" + layer.getClass().getSimpleName() + ")";
    }

    private boolean isLoss() {
        return layer instanceof LossLayer
                || layer instanceof RnnLossLayer
                || layer instanceof CnnLossLayer
                || layer instanceof Cnn3DLossLayer;
    }

    /**
     * Whether the layer only passes on what the one before it computes, as DL4J's Keras import builds it: the softmax
     * is then in the layer before.
     */
    boolean passesOn() {
        return layer instanceof DropoutLayer
                || ((isLoss() || layer instanceof ActivationLayer)
                        && LogitsOutput.activation(layer) instanceof ActivationIdentity);
    }

    @Nullable
    ILossFunction loss() {
        if (layer instanceof BaseOutputLayer output) {
            return output.getLossFn();
        }
        if (layer instanceof LossLayer loss) {
            return loss.getLossFn();
        }
        if (layer instanceof RnnLossLayer loss) {
            return loss.getLossFn();
        }
        if (layer instanceof CnnLossLayer loss) {
            return loss.getLossFn();
        }
        return layer instanceof Cnn3DLossLayer loss ? loss.getLossFn() : null;
    }

    /** Whether the layer's activation can be taken away; a softmax over all steps or pixels at once cannot. */
    boolean canEnd(Axis places) {
        if (layer instanceof ActivationLayer activation) {
            return places == Axis.NONE || !(activation.getActivationFn() instanceof ActivationSoftmax);
        }
        return isLoss()
                || layer.getClass() == OutputLayer.class
                || layer.getClass() == CenterLossOutputLayer.class
                || layer.getClass() == RnnOutputLayer.class
                || layer instanceof DenseLayer
                || underlyingDense() != null;
    }

    private @Nullable DenseLayer underlyingDense() {
        return layer instanceof TimeDistributed each && each.getUnderlying() instanceof DenseLayer dense ? dense : null;
    }

    IActivation activation() {
        DenseLayer dense = underlyingDense();
        return Objects.requireNonNull(LogitsOutput.activation(dense == null ? layer : dense));
    }

    /** @throws IllegalArgumentException if the layer is known to be no classifier */
    void requireClassifier() {
        if (layer instanceof Yolo2OutputLayer) {
            throw new IllegalArgumentException(described()
                    + " detects objects, and gives no classes of a sample as a whole; give the model as a Classifier of your"
                    + " own that says what is right");
        }
    }

    /** Whether it scores how normal a sample is, above or below a number that it has learned. */
    boolean isOfOneClass() {
        return layer instanceof OCNNOutputLayer;
    }

    /** The layer with another activation, without its loss; the parameters lie in memory in the same order. */
    Layer ending(IActivation activation) {
        if (layer instanceof BaseOutputLayer output) {
            return dense(output, activation);
        }
        if (layer instanceof DenseLayer dense) {
            dense.setActivationFn(activation);
            return dense;
        }
        DenseLayer inside = underlyingDense();
        if (inside != null) {
            DenseLayer own = (DenseLayer) inside.clone();
            own.setActivationFn(activation);
            ((TimeDistributed) layer).setUnderlying(own);
            return layer;
        }
        return LogitsOutput.identity(layer, activation);
    }

    private static Layer dense(BaseOutputLayer output, IActivation activation) {
        DenseLayer dense = new DenseLayer.Builder()
                .name(output.getLayerName())
                .nIn(output.getNIn())
                .nOut(output.getNOut())
                .hasBias(output.hasBias())
                .activation(activation)
                .weightInit(output.getWeightInitFn())
                .build();
        dense.setIUpdater(output.getIUpdater());
        dense.setBiasUpdater(output.getBiasUpdater());
        dense.setIDropout(output.getIDropout());
        dense.setWeightNoise(output.getWeightNoise());
        return dense;
    }
}
