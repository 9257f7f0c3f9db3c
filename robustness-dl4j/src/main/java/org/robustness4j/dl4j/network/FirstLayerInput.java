package org.robustness4j.dl4j.network;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.util.IdentityLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.jspecify.annotations.Nullable;
import org.robustness4j.dl4j.network.ExpectedInput.Kind;

/** What the first layer of a network says of its input; networks keep nothing else of the type they were made for. */
final class FirstLayerInput {

    private FirstLayerInput() {}

    static ExpectedInput of(Model network, boolean isLast) {
        if (network instanceof MultiLayerNetwork layers) {
            return of(layers.getLayerWiseConfigurations(), isLast);
        }
        return network instanceof ComputationGraph graph
                ? of(graph.getConfiguration(), isLast)
                : ExpectedInput.of(Kind.UNKNOWN, isLast);
    }

    private static ExpectedInput of(MultiLayerConfiguration chain, boolean isLast) {
        int first = 0;
        while (first < chain.getConfs().size() - 1
                && chain.getInputPreProcess(first) == null
                && keepsShape(chain.getConf(first).getLayer())) {
            first++;
        }
        return of(chain.getConf(first).getLayer(), chain.getInputPreProcess(first), isLast);
    }

    private static ExpectedInput of(ComputationGraphConfiguration graph, boolean isLast) {
        ExpectedInput unknown = ExpectedInput.of(Kind.UNKNOWN, isLast);
        return graph.getNetworkInputs().size() == 1
                ? ofReaders(graph, graph.getNetworkInputs(), isLast).orElse(unknown)
                : unknown;
    }

    /** What one of those says that read nothing else: all of them take the same. */
    private static Optional<ExpectedInput> ofReaders(
            ComputationGraphConfiguration graph, List<String> read, boolean isLast) {
        return graph.getVertices().entrySet().stream()
                .filter(entry -> read.equals(graph.getVertexInputs().get(entry.getKey())))
                .map(entry -> of(graph, entry.getKey(), entry.getValue(), isLast))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<ExpectedInput> of(
            ComputationGraphConfiguration graph, String name, GraphVertex vertex, boolean isLast) {
        ExpectedInput said = ExpectedInput.of(Kind.UNKNOWN, isLast);
        if (vertex instanceof PreprocessorVertex before) {
            said = of(before.getPreProcessor(), isLast);
        } else if (vertex instanceof LayerVertex layer) {
            if (layer.getPreProcessor() == null
                    && keepsShape(layer.getLayerConf().getLayer())) {
                return ofReaders(graph, List.of(name), isLast);
            }
            said = of(layer.getLayerConf().getLayer(), layer.getPreProcessor(), isLast);
        }
        return Optional.of(said).filter(input -> input.kind() != Kind.UNKNOWN);
    }

    /** Whether a layer takes what the next one takes, whatever that is. */
    private static boolean keepsShape(Layer layer) {
        if (layer instanceof MaskZeroLayer masked) {
            return keepsShape(masked.getUnderlying());
        }
        return layer instanceof ActivationLayer
                || layer instanceof DropoutLayer
                || layer instanceof BatchNormalization
                || layer instanceof MaskLayer
                || layer instanceof IdentityLayer;
    }

    private static ExpectedInput of(Layer layer, @Nullable InputPreProcessor before, boolean isLast) {
        return before == null ? of(layer, isLast) : of(before, isLast);
    }

    private static ExpectedInput of(InputPreProcessor before, boolean isLast) {
        if (before instanceof FeedForwardToCnnPreProcessor cnn) {
            return ExpectedInput.of(
                    Kind.FLAT, isLast, cnn.getInputHeight() * cnn.getInputWidth() * cnn.getNumChannels());
        }
        if (before instanceof CnnToFeedForwardPreProcessor cnn) {
            return ExpectedInput.of(
                    Kind.IMAGE, isLast, cnn.getNumChannels(), cnn.getInputHeight(), cnn.getInputWidth());
        }
        return before instanceof ReshapePreprocessor reshape
                ? reshaped(reshape, isLast)
                : ExpectedInput.of(Kind.UNKNOWN, isLast);
    }

    /** Of more than one axis it does not say which is that of the channels. */
    private static ExpectedInput reshaped(ReshapePreprocessor before, boolean isLast) {
        long[] axes = before.getInputShape();
        int batch = before.isHasMiniBatchDimension() ? 1 : 0;
        return axes != null && axes.length == batch + 1
                ? ExpectedInput.of(Kind.FLAT, isLast, axes[batch])
                : ExpectedInput.of(Kind.UNKNOWN, isLast);
    }

    private static ExpectedInput of(Layer layer, boolean isLast) {
        if (layer instanceof FrozenLayer frozen) {
            return of(frozen.getLayer(), isLast);
        }
        if (layer instanceof TimeDistributed each) {
            return ExpectedInput.of(Kind.SEQUENCE, isLast, inputs(each.getUnderlying()), 0);
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            return of(wrapper.getUnderlying(), isLast);
        }
        if (layer instanceof Bidirectional both) {
            return of(both.getFwd(), isLast);
        }
        long in = inputs(layer);
        if (layer instanceof Convolution1DLayer || layer instanceof BaseRecurrentLayer) {
            return ExpectedInput.of(Kind.SEQUENCE, isLast, in, 0);
        }
        if (layer instanceof Convolution3D || layer instanceof Deconvolution3D) {
            return ExpectedInput.of(Kind.VOLUME, isLast, in, 0, 0, 0);
        }
        if (layer instanceof ConvolutionLayer) {
            return ExpectedInput.of(Kind.IMAGE, isLast, in, 0, 0);
        }
        boolean isDense = layer.getClass() == DenseLayer.class || layer.getClass() == OutputLayer.class;
        return isDense ? ExpectedInput.of(Kind.FLAT, isLast, in) : ExpectedInput.of(Kind.UNKNOWN, isLast);
    }

    private static long inputs(Layer layer) {
        return layer instanceof FeedForwardLayer known ? known.getNIn() : 0;
    }
}
