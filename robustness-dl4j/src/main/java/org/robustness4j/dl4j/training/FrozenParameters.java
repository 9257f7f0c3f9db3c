package org.robustness4j.dl4j.training;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parts of a network's parameters that belong to frozen layers. */
public final class FrozenParameters {

    /** From where to where, in the order of the parameters. */
    private final List<long[]> parts = new ArrayList<>();

    /** @throws IllegalArgumentException if all of them do */
    FrozenParameters(Model network) {
        long from = 0;
        for (Layer layer : inOrder(network)) {
            long to = from + layer.numParams();
            if (to > from && isFrozen(layer)) {
                parts.add(new long[] {from, to});
            }
            from = to;
        }
        if (parts.stream().mapToLong(part -> part[1] - part[0]).sum() == from) {
            throw new IllegalArgumentException(
                    "All layers of the network are frozen, so that there is nothing to train; thaw some");
        }
    }

    private static List<Layer> inOrder(Model network) {
        if (network instanceof MultiLayerNetwork layers) {
            return List.of(layers.getLayers());
        }
        ComputationGraph graph = (ComputationGraph) network;
        List<Layer> layers = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (vertex.hasLayer()) {
                layers.add(vertex.getLayer());
            }
        }
        return layers;
    }

    public static boolean isFrozen(Layer layer) {
        return layer instanceof org.deeplearning4j.nn.layers.FrozenLayer
                || layer instanceof org.deeplearning4j.nn.layers.FrozenLayerWithBackprop
                || layer.conf().getLayer() instanceof FrozenLayer
                || layer.conf().getLayer() instanceof FrozenLayerWithBackprop;
    }

    /** Sets their gradients to zero. */
    void clear(INDArray gradients) {
        INDArray flat = gradients.reshape(gradients.length());
        for (long[] part : parts) {
            flat.get(NDArrayIndex.interval(part[0], part[1])).assign(0);
        }
    }
}
