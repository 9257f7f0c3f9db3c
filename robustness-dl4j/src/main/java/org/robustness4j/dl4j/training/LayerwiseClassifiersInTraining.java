package org.robustness4j.dl4j.training;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.DifferentiableClassifier;

/** Classifiers that DL4J's own layers compute, each with a copy of the network. */
final class LayerwiseClassifiersInTraining implements ClassifiersInTraining {

    private final LogitsGraph network;
    private final AffineNormalization normalization;
    private final InputShape shape;
    private final List<LogitsGraph> copies = new ArrayList<>();
    private boolean isTaken;

    LayerwiseClassifiersInTraining(LogitsGraph network, AffineNormalization normalization, InputShape shape) {
        this.network = network;
        this.normalization = normalization;
        this.shape = shape;
    }

    @Override
    public List<DifferentiableClassifier> classifiers(int count) {
        List<DifferentiableClassifier> classifiers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LogitsGraph copy = isTaken ? network.copy() : network;
            isTaken = true;
            copies.add(copy);
            classifiers.add(new LayerwiseClassifier(copy, normalization, shape));
        }
        return classifiers;
    }

    @Override
    public void load(INDArray parameters) {
        for (LogitsGraph copy : copies) {
            copy.graph().params().assign(parameters);
        }
    }
}
