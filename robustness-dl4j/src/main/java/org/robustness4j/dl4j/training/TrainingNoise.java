package org.robustness4j.dl4j.training;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationRReLU;

/** What a network does in training mode that it does not do in inference mode. */
record TrainingNoise(Model network) {

    /** What is random, naming the first such layer. */
    Optional<String> randomness() {
        return OptimizerStep.layers(network).stream()
                .filter(layer -> !FrozenParameters.isFrozen(layer))
                .map(TrainingNoise::randomness)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether training mode and inference mode compute the same. */
    boolean isAbsent() {
        return randomness().isEmpty()
                && OptimizerStep.layers(network).stream()
                        .allMatch(layer -> FrozenParameters.isFrozen(layer)
                                || !(layer.conf().getLayer() instanceof BatchNormalization));
    }

    private static Optional<String> randomness(Layer layer) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        String where =
                " in layer " + (configuration.getLayerName() == null ? layer.getIndex() : configuration.getLayerName());
        if (configuration.getIDropout() != null) {
            return Optional.of(configuration.getIDropout().getClass().getSimpleName() + where);
        }
        if (configuration instanceof BaseLayer base && base.getWeightNoise() != null) {
            return Optional.of(base.getWeightNoise().getClass().getSimpleName() + where);
        }
        IActivation activation = configuration instanceof BaseLayer base
                ? base.getActivationFn()
                : configuration instanceof ActivationLayer separate ? separate.getActivationFn() : null;
        return activation instanceof ActivationRReLU ? Optional.of("RReLU" + where) : Optional.empty();
    }
}
