package org.robustness4j.dl4j.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Network;

/** Turns DL4J's preprocessors, which change the shape of what a layer is given, into operations. */
final class PreprocessorTranslation {

    /** Those that change the shape of each sample. */
    @SuppressWarnings("deprecation") // models imported by earlier versions of DL4J still have TensorFlow's
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

    /**
     * Translates a preprocessor.
     *
     * @param parts of its input, which are stacked along the samples in DL4J's array: mostly one
     * @return the parts of its output: as many, but where steps become samples or samples steps
     */
    List<VertexOutput> translate(InputPreProcessor preprocessor, List<VertexOutput> parts)
            throws UntranslatableException {
        LayerTranslation.requireKindOfDl4j(preprocessor, "preprocessor");
        if (preprocessor instanceof ComposableInputPreProcessor composed) {
            List<VertexOutput> output = parts;
            for (InputPreProcessor part : composed.getInputPreProcessors()) {
                output = translate(part, output);
            }
            return output;
        }
        if (preprocessor instanceof RnnToCnnPreProcessor) {
            return images(preprocessor, parts);
        }
        if (preprocessor instanceof CnnToRnnPreProcessor sequence) {
            return List.of(steps(parts, sequence.getRnnDataFormat()));
        }
        if (preprocessor instanceof FeedForwardToRnnPreProcessor sequence && parts.size() > 1) {
            return List.of(steps(parts, sequence.getRnnDataFormat()));
        }
        List<VertexOutput> outputs = new ArrayList<>();
        for (VertexOutput part : parts) {
            outputs.add(translate(preprocessor, part));
        }
        return outputs;
    }

    /** Each step of a sequence as an image: DL4J counts the steps first, and for each of them the samples. */
    private List<VertexOutput> images(InputPreProcessor preprocessor, List<VertexOutput> parts)
            throws UntranslatableException {
        List<List<VertexOutput>> ofEach = new ArrayList<>();
        for (VertexOutput part : parts) {
            ofEach.add(arrays.measuredParts(
                    List.of(part), DataType.DOUBLE, array -> moved(preprocessor.clone(), array[0])));
        }
        return StackedSamples.together(ofEach);
    }

    /** The inverse: what was made of each step as a sequence. */
    private VertexOutput steps(List<VertexOutput> parts, RNNFormat format) throws UntranslatableException {
        long features = 1;
        for (long dimension : arrays.dimensions(parts.get(0))) {
            features *= dimension;
        }
        long[] rows = {parts.size(), features};
        int[] all = IntStream.range(0, Math.toIntExact(parts.size() * features)).toArray();
        VertexOutput vector = new VertexOutput(arrays.concatenated(parts), Axes.FEATURES);
        VertexOutput sequence = arrays.gathered(all, rows, Axes.NWC, List.of(vector));
        return format == RNNFormat.NWC ? sequence : new VertexOutput(sequence.node(), Axes.NCW);
    }

    private VertexOutput translate(InputPreProcessor preprocessor, VertexOutput input) throws UntranslatableException {
        if (preprocessor instanceof RnnToFeedForwardPreProcessor separating) {
            return input.axes() == Axes.FEATURES ? input : steps(separating.getRnnDataFormat(), input);
        }
        if (preprocessor instanceof FeedForwardToRnnPreProcessor joining) {
            return sequence(joining.getRnnDataFormat(), input);
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

    private static VertexOutput steps(RNNFormat format, VertexOutput input) throws UntranslatableException {
        RecurrentLayers.requireFormat(format, input);
        return input.as(Axes.STEPS);
    }

    /** A vector that belongs to no sequence becomes one of a single step. */
    private static VertexOutput sequence(RNNFormat format, VertexOutput input) throws UntranslatableException {
        LayerTranslation.require(
                input.axes() == Axes.STEPS || input.axes() == Axes.FEATURES, "a sequence made of " + input.axes());
        return input.as(format == RNNFormat.NWC ? Axes.NWC : Axes.NCW);
    }
}
