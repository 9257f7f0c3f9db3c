package org.robustness4j.dl4j.network;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/** Whether a layer takes arrays with their channels last: images, sequences or volumes. */
final class ChannelOrder {

    private ChannelOrder() {}

    /** What the first layer says that says something. */
    static Optional<Boolean> isLast(Model network) {
        return layers(network)
                .map(ChannelOrder::isLast)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** As they are configured: what runs may know the layer inside a wrapper alone. */
    private static Stream<Layer> layers(Model network) {
        if (network instanceof MultiLayerNetwork chain) {
            return chain.getLayerWiseConfigurations().getConfs().stream().map(NeuralNetConfiguration::getLayer);
        }
        if (!(network instanceof ComputationGraph graph)) {
            return Stream.empty();
        }
        Map<String, GraphVertex> vertices = graph.getConfiguration().getVertices();
        return Arrays.stream(graph.topologicalSortOrder())
                .mapToObj(index -> vertices.get(graph.getVertices()[index].getVertexName()))
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer());
    }

    static Optional<Boolean> isLast(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return isLast(frozen.getLayer());
        }
        if (layer instanceof BaseWrapperLayer wrapper && !(layer instanceof TimeDistributed)) {
            return isLast(wrapper.getUnderlying());
        }
        if (layer instanceof Bidirectional both) {
            return isLast(both.getFwd());
        }
        if (layer instanceof Convolution3D convolution) {
            return Optional.of(convolution.getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        if (layer instanceof Deconvolution3D convolution) {
            return Optional.of(convolution.getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        if (layer instanceof Subsampling3DLayer pooling) {
            return Optional.of(pooling.getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        if (layer instanceof Cnn3DLossLayer loss) {
            return Optional.of(loss.getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        Optional<Boolean> ofSteps = ofSteps(layer);
        return ofSteps.isPresent() ? ofSteps : ofImages(layer);
    }

    private static Optional<Boolean> ofSteps(Layer layer) {
        if (layer instanceof BaseRecurrentLayer recurrent) {
            return isLast(recurrent.getRnnDataFormat());
        }
        if (layer instanceof TimeDistributed each) {
            return isLast(each.getRnnDataFormat());
        }
        if (layer instanceof RnnOutputLayer output) {
            return isLast(output.getRnnDataFormat());
        }
        if (layer instanceof RnnLossLayer loss) {
            return isLast(loss.getRnnDataFormat());
        }
        return layer instanceof Convolution1DLayer convolution
                ? isLast(convolution.getRnnDataFormat())
                : Optional.empty();
    }

    /** Files of earlier versions do not say it: then the channels come first. */
    private static Optional<Boolean> isLast(@Nullable RNNFormat format) {
        return Optional.of(format == RNNFormat.NWC);
    }

    private static Optional<Boolean> ofImages(Layer layer) {
        if (layer instanceof Convolution1DLayer || layer instanceof Subsampling1DLayer) {
            return Optional.empty();
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return isLast(convolution.getCnn2dDataFormat());
        }
        if (layer instanceof SubsamplingLayer pooling) {
            return isLast(pooling.getCnn2dDataFormat());
        }
        if (layer instanceof CnnLossLayer loss) {
            return isLast(loss.getFormat());
        }
        if (layer instanceof LocallyConnected2D local) {
            return isLast(local.getFormat());
        }
        if (layer instanceof ZeroPaddingLayer padding) {
            return isLast(padding.getDataFormat());
        }
        if (layer instanceof Cropping2D cropping) {
            return isLast(cropping.getDataFormat());
        }
        if (layer instanceof SpaceToDepthLayer blocks) {
            return isLast(blocks.getDataFormat());
        }
        if (layer instanceof Upsampling2D upsampling) {
            return isLast(upsampling.getFormat());
        }
        return layer instanceof BatchNormalization normalization
                ? Optional.ofNullable(normalization.getCnn2DFormat()).map(format -> format == CNN2DFormat.NHWC)
                : Optional.empty();
    }

    private static Optional<Boolean> isLast(@Nullable CNN2DFormat format) {
        return Optional.of(format == CNN2DFormat.NHWC);
    }
}
