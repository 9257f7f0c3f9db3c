package org.robustness4j.dl4j.translation;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;

/** Turns DL4J's preprocessors, which change the shape of what a layer is given, into operations. */
final class PreprocessorTranslation {

    private final Network.Builder network;

    PreprocessorTranslation(Network.Builder network) {
        this.network = network;
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
        if (preprocessor instanceof CnnToFeedForwardPreProcessor flattening) {
            return input.axes() == Axes.FEATURES ? input : flattened(flattening.getFormat(), input);
        }
        if (preprocessor instanceof FeedForwardToCnnPreProcessor shaping) {
            if (input.axes().isImage()) {
                return input;
            }
            FeatureShape shape = new FeatureShape(
                    Math.toIntExact(shaping.getNumChannels()),
                    Math.toIntExact(shaping.getInputHeight()),
                    Math.toIntExact(shaping.getInputWidth()));
            return shaped(shape, Axes.NCHW, input);
        }
        if (preprocessor instanceof RnnToFeedForwardPreProcessor separating) {
            return input.axes() == Axes.FEATURES ? input : steps(separating.getRnnDataFormat(), input);
        }
        if (preprocessor instanceof FeedForwardToRnnPreProcessor joining) {
            return sequence(joining.getRnnDataFormat(), input);
        }
        throw new UntranslatableException(
                "a preprocessor of the kind " + preprocessor.getClass().getSimpleName());
    }

    private VertexOutput flattened(CNN2DFormat format, VertexOutput input) throws UntranslatableException {
        LayerTranslation.requireFormat(input, format);
        return vector(input);
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

    VertexOutput vector(VertexOutput input) {
        FeatureShape shape = network.shape(input.node());
        int node = network.add(ReshapeGathers.flattened(shape, input.axes()), List.of(input.node()));
        return new VertexOutput(node, Axes.FEATURES);
    }

    VertexOutput shaped(FeatureShape shape, Axes axes, VertexOutput vector) {
        return new VertexOutput(network.add(ReshapeGathers.shaped(shape, axes), List.of(vector.node())), axes);
    }
}
