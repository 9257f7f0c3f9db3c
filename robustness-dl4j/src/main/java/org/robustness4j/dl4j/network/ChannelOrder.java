package org.robustness4j.dl4j.network;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
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

    private static Stream<Layer> layers(Model network) {
        org.deeplearning4j.nn.api.Layer[] layers = network instanceof ComputationGraph graph
                ? graph.getLayers()
                : network instanceof MultiLayerNetwork chain
                        ? chain.getLayers()
                        : new org.deeplearning4j.nn.api.Layer[0];
        return Arrays.stream(layers).map(layer -> layer.conf().getLayer());
    }

    private static Optional<Boolean> isLast(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return isLast(frozen.getLayer());
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            return isLast(wrapper.getUnderlying());
        }
        if (layer instanceof Bidirectional both) {
            return isLast(both.getFwd());
        }
        if (layer instanceof Convolution3D convolution) {
            return Optional.of(convolution.getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        if (layer instanceof Subsampling3DLayer pooling) {
            return Optional.of(pooling.getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        RNNFormat ofSteps = ofSteps(layer);
        if (ofSteps != null) {
            return Optional.of(ofSteps == RNNFormat.NWC);
        }
        CNN2DFormat ofImages = ofImages(layer);
        return ofImages == null ? Optional.empty() : Optional.of(ofImages == CNN2DFormat.NHWC);
    }

    private static @Nullable RNNFormat ofSteps(Layer layer) {
        if (layer instanceof BaseRecurrentLayer recurrent) {
            return recurrent.getRnnDataFormat();
        }
        return layer instanceof Convolution1DLayer convolution ? convolution.getRnnDataFormat() : null;
    }

    private static @Nullable CNN2DFormat ofImages(Layer layer) {
        if (layer instanceof Convolution1DLayer || layer instanceof Subsampling1DLayer) {
            return null;
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution.getCnn2dDataFormat();
        }
        if (layer instanceof SubsamplingLayer pooling) {
            return pooling.getCnn2dDataFormat();
        }
        if (layer instanceof LocallyConnected2D local) {
            return local.getFormat();
        }
        if (layer instanceof ZeroPaddingLayer padding) {
            return padding.getDataFormat();
        }
        if (layer instanceof Cropping2D cropping) {
            return cropping.getDataFormat();
        }
        if (layer instanceof SpaceToDepthLayer blocks) {
            return blocks.getDataFormat();
        }
        if (layer instanceof Upsampling2D upsampling) {
            return upsampling.getFormat();
        }
        return layer instanceof BatchNormalization normalization ? normalization.getCnn2DFormat() : null;
    }
}
