package org.robustness4j.dl4j.translation;

import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Network;

/** Turns layers that only move values into gathers. */
final class RearrangingLayers implements LayerKinds {

    private static final Set<Class<?>> KINDS = Set.of(
            ZeroPadding1DLayer.class,
            ZeroPaddingLayer.class,
            ZeroPadding3DLayer.class,
            Cropping1D.class,
            Cropping2D.class,
            Cropping3D.class,
            Upsampling1D.class,
            Upsampling2D.class,
            Upsampling3D.class,
            SpaceToDepthLayer.class,
            RepeatVector.class);

    private final ArrayMoves arrays;

    RearrangingLayers(Network.Builder network) {
        this.arrays = new ArrayMoves(network);
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        if (!KINDS.contains(layer.conf().getLayer().getClass())) {
            return Optional.empty();
        }
        VertexOutput output = arrays.measured(
                input,
                layer.conf().getDataType(),
                array -> layer.activate(array, false, LayerWorkspaceMgr.noWorkspaces()));
        if (layer.conf().getLayer() instanceof RepeatVector repeated && repeated.getDataFormat() == RNNFormat.NWC) {
            return Optional.of(arrays.as(Axes.NWC, output));
        }
        return Optional.of(output);
    }
}
