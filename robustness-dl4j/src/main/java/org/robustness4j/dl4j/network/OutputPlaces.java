package org.robustness4j.dl4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.jspecify.annotations.Nullable;
import org.robustness4j.dl4j.network.OutputKind.Axis;

/** Whether a vertex gives something for each step or pixel, and where its classes then lie. */
record OutputPlaces(ComputationGraphConfiguration configuration) {

    Axis of(String name) {
        GraphVertex vertex = configuration.getVertices().get(name);
        List<String> inputs = configuration.getVertexInputs().getOrDefault(name, List.of());
        if (vertex instanceof LayerVertex layer) {
            Axis own = of(layer.getLayerConf().getLayer());
            return own != null ? own : inputs.isEmpty() ? Axis.NONE : of(inputs.get(0));
        }
        if (vertex instanceof PreprocessorVertex preprocessor) {
            return preprocessor.getPreProcessor() instanceof FeedForwardToRnnPreProcessor sequence
                    ? of(sequence.getRnnDataFormat())
                    : preprocessor.getPreProcessor() instanceof FeedForwardToCnnPreProcessor ? Axis.FIRST : Axis.NONE;
        }
        return vertex instanceof ElementWiseVertex || vertex instanceof ScaleVertex || vertex instanceof ShiftVertex
                ? of(inputs.get(0))
                : Axis.NONE;
    }

    /** Null where it is as in the layer before. */
    private static @Nullable Axis of(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return of(frozen.getLayer());
        }
        if (layer instanceof FrozenLayerWithBackprop frozen) {
            return of(frozen.getUnderlying());
        }
        if (layer instanceof LastTimeStep
                || (layer instanceof Bidirectional both && both.getFwd() instanceof LastTimeStep)) {
            return Axis.NONE;
        }
        if (layer instanceof MaskZeroLayer masked) {
            return of(masked.getUnderlying());
        }
        if (layer instanceof SelfAttentionLayer) {
            return Axis.FIRST;
        }
        return layer instanceof ActivationLayer
                        || layer instanceof DropoutLayer
                        || layer instanceof BatchNormalization
                        || layer instanceof MaskLayer
                ? null
                : ChannelOrder.isLast(layer)
                        .map(last -> last ? Axis.LAST : Axis.FIRST)
                        .orElse(Axis.NONE);
    }

    private static Axis of(@Nullable RNNFormat format) {
        return format == RNNFormat.NWC ? Axis.LAST : Axis.FIRST;
    }
}
