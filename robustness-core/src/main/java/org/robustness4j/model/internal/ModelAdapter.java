package org.robustness4j.model.internal;

import java.util.Optional;
import java.util.ServiceLoader;
import org.robustness4j.model.Classifier;

/** Turns models of one library into {@link AdaptedModel}s. Implementations are found by {@link ServiceLoader}. */
public interface ModelAdapter {

    /**
     * Adapts a model.
     *
     * @return the adapted model, or nothing when this adapter does not know the kind of model
     * @throws IllegalArgumentException if it knows the kind but cannot use this model, saying why
     */
    Optional<AdaptedModel> adapt(Object model);

    /**
     * Adapts a model with the first adapter that knows it. Whatever it is, its scores and gradients are checked to be
     * one row for each sample.
     *
     * @param model an {@link AdaptedModel}, a {@link Classifier}, or anything that an adapter on the classpath knows
     * @throws IllegalArgumentException if no adapter knows it
     */
    static AdaptedModel adaptAny(Object model) {
        if (model instanceof AdaptedModel adapted) {
            return CheckedModel.of(adapted);
        }
        if (model instanceof Classifier classifier) {
            return CheckedModel.of(new UserClassifier(classifier));
        }
        return ServiceLoader.load(ModelAdapter.class, ModelAdapter.class.getClassLoader()).stream()
                .map(adapter -> adapter.get().adapt(model))
                .flatMap(Optional::stream)
                .findFirst()
                .map(CheckedModel::of)
                .orElseThrow(() ->
                        new IllegalArgumentException("A " + model.getClass().getName()
                                + " is not a model this library knows; give a MultiLayerNetwork, a ComputationGraph, the path of a"
                                + " DL4J zip file, of an .h5 of Keras or of an .onnx file, or a Classifier"
                                + ". DL4J's models need org.robustness4j:robustness-dl4j on the class path, ONNX"
                                + " files org.robustness4j:robustness-onnx"));
    }
}
