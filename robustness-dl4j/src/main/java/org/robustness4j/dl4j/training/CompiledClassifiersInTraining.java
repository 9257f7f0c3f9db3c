package org.robustness4j.dl4j.training;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;
import org.robustness4j.dl4j.network.ClassLogits;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.dl4j.translation.NetworkTranslation;
import org.robustness4j.dl4j.translation.TranslatedClassifier;
import org.robustness4j.dl4j.translation.UntranslatableException;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.backend.TrainableNetwork;

/**
 * Classifiers that a backend computes, and that share its network.
 *
 * @param graph whose parameters are translated anew after each step
 * @param output what its outputs mean
 * @param shape of one sample
 * @param network takes over the translated weights
 */
record CompiledClassifiersInTraining(
        LogitsGraph graph,
        ClassLogits output,
        AffineNormalization normalization,
        InputShape shape,
        TrainableNetwork network)
        implements ClassifiersInTraining {

    @Override
    public List<DifferentiableClassifier> classifiers(int count) {
        return Stream.generate(this::classifier).limit(count).toList();
    }

    private DifferentiableClassifier classifier() {
        return new TranslatedClassifier(network.classifier(), normalization, output);
    }

    @Override
    public void load(INDArray parameters) {
        graph.graph().params().assign(parameters);
        try {
            network.load(NetworkTranslation.translate(graph.graph(), shape));
        } catch (UntranslatableException e) {
            throw new IllegalStateException("The network was translated before, and now is not", e);
        }
    }
}
