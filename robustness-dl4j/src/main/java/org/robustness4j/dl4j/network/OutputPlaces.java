package org.robustness4j.dl4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
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
        if (layer instanceof RnnOutputLayer output) {
            return of(output.getRnnDataFormat());
        }
        if (layer instanceof RnnLossLayer loss) {
            return of(loss.getRnnDataFormat());
        }
        if (layer instanceof CnnLossLayer loss) {
            return of(loss.getFormat());
        }
        if (layer instanceof Cnn3DLossLayer loss) {
            return loss.getDataFormat() == Convolution3D.DataFormat.NDHWC ? Axis.LAST : Axis.FIRST;
        }
        if (layer instanceof TimeDistributed each) {
            return of(each.getRnnDataFormat());
        }
        if (layer instanceof BaseRecurrentLayer recurrent) {
            return of(recurrent.getRnnDataFormat());
        }
        if (layer instanceof Bidirectional both) {
            return both.getFwd() instanceof LastTimeStep ? Axis.NONE : of(both.getFwd());
        }
        if (layer instanceof MaskZeroLayer masked) {
            return of(masked.getUnderlying());
        }
        if (layer instanceof SelfAttentionLayer) {
            return Axis.FIRST;
        }
        if (layer instanceof Convolution1DLayer convolution) {
            return of(convolution.getRnnDataFormat());
        }
        if (layer instanceof Convolution3D convolution) {
            return convolution.getDataFormat() == Convolution3D.DataFormat.NDHWC ? Axis.LAST : Axis.FIRST;
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return of(convolution.getCnn2dDataFormat());
        }
        return layer instanceof ActivationLayer
                        || layer instanceof DropoutLayer
                        || layer instanceof BatchNormalization
                        || layer instanceof MaskLayer
                ? null
                : Axis.NONE;
    }

    private static Axis of(@Nullable RNNFormat format) {
        return format == RNNFormat.NWC ? Axis.LAST : Axis.FIRST;
    }

    private static Axis of(@Nullable CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? Axis.LAST : Axis.FIRST;
    }
}
