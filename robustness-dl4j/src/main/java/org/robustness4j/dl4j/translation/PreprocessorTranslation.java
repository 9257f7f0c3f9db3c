package org.robustness4j.dl4j.translation;

import java.util.Set;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Network;

/** Turns DL4J's preprocessors, which change the shape of what a layer is given, into operations. */
final class PreprocessorTranslation {

    /** Those that change the shape of each sample. */
    private static final Set<Class<?>> MOVING = Set.of(
            CnnToFeedForwardPreProcessor.class,
            FeedForwardToCnnPreProcessor.class,
            Cnn3DToFeedForwardPreProcessor.class,
            FeedForwardToCnn3DPreProcessor.class,
            TensorFlowCnnToFeedForwardPreProcessor.class,
            KerasFlattenRnnPreprocessor.class,
            PermutePreprocessor.class,
            ReshapePreprocessor.class);

    private final ArrayMoves arrays;

    PreprocessorTranslation(Network.Builder network) {
        this.arrays = new ArrayMoves(network);
    }

    VertexOutput translate(@Nullable InputPreProcessor preprocessor, VertexOutput input)
            throws UntranslatableException {
        if (preprocessor == null) {
            return input;
        }
        LayerTranslation.requireKindOfDl4j(preprocessor, "preprocessor");
        if (preprocessor instanceof ComposableInputPreProcessor composed) {
            VertexOutput output = input;
            for (InputPreProcessor part : composed.getInputPreProcessors()) {
                output = translate(part, output);
            }
            return output;
        }
        if (preprocessor instanceof RnnToFeedForwardPreProcessor && input.axes() == Axes.FEATURES) {
            return input;
        }
        if (MOVING.contains(preprocessor.getClass())) {
            return arrays.measured(input, DataType.DOUBLE, array -> moved(preprocessor.clone(), array));
        }
        throw new UntranslatableException(
                "a preprocessor of the kind " + preprocessor.getClass().getSimpleName());
    }

    private static INDArray moved(InputPreProcessor preprocessor, INDArray array) {
        return preprocessor.preProcess(array, 1, LayerWorkspaceMgr.noWorkspaces());
    }
}
