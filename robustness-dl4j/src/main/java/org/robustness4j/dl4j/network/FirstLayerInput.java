package org.robustness4j.dl4j.network;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.robustness4j.dl4j.network.ExpectedInput.Kind;

/** What the first layer of a network says of its input; networks keep nothing else of the type they were made for. */
final class FirstLayerInput {

    private FirstLayerInput() {}

    static ExpectedInput of(Model network, boolean isLast) {
        if (network instanceof MultiLayerNetwork layers) {
            return of(
                    layers.getLayer(0).conf().getLayer(),
                    layers.getLayerWiseConfigurations().getInputPreProcess(0),
                    isLast);
        }
        if (network instanceof ComputationGraph graph) {
            List<String> inputs = graph.getConfiguration().getNetworkInputs();
            for (Map.Entry<String, List<String>> vertex :
                    graph.getConfiguration().getVertexInputs().entrySet()) {
                GraphVertex read = graph.getConfiguration().getVertices().get(vertex.getKey());
                if (inputs.size() == 1 && vertex.getValue().equals(inputs) && read instanceof LayerVertex layer) {
                    return of(layer.getLayerConf().getLayer(), layer.getPreProcessor(), isLast);
                }
            }
        }
        return ExpectedInput.of(Kind.UNKNOWN, isLast);
    }

    private static ExpectedInput of(Layer layer, @Nullable InputPreProcessor before, boolean isLast) {
        if (before instanceof FeedForwardToCnnPreProcessor cnn) {
            return ExpectedInput.of(
                    Kind.FLAT, isLast, cnn.getInputHeight() * cnn.getInputWidth() * cnn.getNumChannels());
        }
        if (before instanceof CnnToFeedForwardPreProcessor cnn) {
            return ExpectedInput.of(
                    Kind.IMAGE, isLast, cnn.getNumChannels(), cnn.getInputHeight(), cnn.getInputWidth());
        }
        return before == null ? of(layer, isLast) : ExpectedInput.of(Kind.UNKNOWN, isLast);
    }

    private static ExpectedInput of(Layer layer, boolean isLast) {
        if (layer instanceof FrozenLayer frozen) {
            return of(frozen.getLayer(), isLast);
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            return of(wrapper.getUnderlying(), isLast);
        }
        if (layer instanceof Bidirectional both) {
            return of(both.getFwd(), isLast);
        }
        long in = layer instanceof FeedForwardLayer known ? known.getNIn() : 0;
        if (layer instanceof Convolution1DLayer || layer instanceof BaseRecurrentLayer) {
            return ExpectedInput.of(Kind.SEQUENCE, isLast, in, 0);
        }
        if (layer instanceof Convolution3D) {
            return ExpectedInput.of(Kind.VOLUME, isLast, in, 0, 0, 0);
        }
        if (layer instanceof ConvolutionLayer) {
            return ExpectedInput.of(Kind.IMAGE, isLast, in, 0, 0);
        }
        boolean isDense = layer.getClass() == DenseLayer.class || layer.getClass() == OutputLayer.class;
        return isDense ? ExpectedInput.of(Kind.FLAT, isLast, in) : ExpectedInput.of(Kind.UNKNOWN, isLast);
    }
}
