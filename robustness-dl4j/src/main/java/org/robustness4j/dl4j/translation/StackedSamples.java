package org.robustness4j.dl4j.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.network.Network;

/**
 * Vertices that make several samples of one, or one of several. What DL4J stacks along the samples stays apart here: a
 * vertex has several parts, and what follows computes each of them with the same weights.
 */
record StackedSamples(ArrayMoves arrays) {

    StackedSamples(Network.Builder network) {
        this(new ArrayMoves(network));
    }

    /** What a vertex makes of one part of each of its inputs. */
    interface OfOnePart {
        VertexOutput translate(List<VertexOutput> inputs) throws UntranslatableException;
    }

    /** @param others translates each part of vertices that leave the samples alone */
    List<VertexOutput> translate(
            GraphVertex vertex, @Nullable Layer layer, List<List<VertexOutput>> inputs, OfOnePart others)
            throws UntranslatableException {
        if (vertex instanceof StackVertex) {
            return inputs.stream().flatMap(List::stream).toList();
        }
        if (vertex instanceof UnstackVertex unstack) {
            List<VertexOutput> parts = inputs.get(0);
            int size = parts.size() / unstack.getStackSize();
            LayerTranslation.require(
                    size * unstack.getStackSize() == parts.size(),
                    "a division into " + unstack.getStackSize() + " stacks of what has " + parts.size());
            return parts.subList(unstack.getFrom() * size, (unstack.getFrom() + 1) * size);
        }
        if (vertex instanceof LayerVertex layerVertex
                && layerVertex.getLayerConf().getLayer() instanceof SpaceToBatchLayer) {
            return spaceToBatch(Objects.requireNonNull(layer), inputs.get(0));
        }
        int parts = inputs.get(0).size();
        List<VertexOutput> outputs = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            List<VertexOutput> part = new ArrayList<>();
            for (List<VertexOutput> input : inputs) {
                LayerTranslation.require(
                        input.size() == parts, "inputs of " + parts + " and " + input.size() + " rows for each sample");
                part.add(input.get(i));
            }
            outputs.add(others.translate(part));
        }
        return outputs;
    }

    /** What was made of each part: the first of all parts, the second of all parts, and so on. */
    static List<VertexOutput> together(List<List<VertexOutput>> ofEach) {
        List<VertexOutput> parts = new ArrayList<>();
        for (int i = 0; i < ofEach.get(0).size(); i++) {
            for (List<VertexOutput> one : ofEach) {
                parts.add(one.get(i));
            }
        }
        return parts;
    }

    /** DL4J counts the blocks' pixels first, and for each of them the samples. */
    private List<VertexOutput> spaceToBatch(Layer layer, List<VertexOutput> inputs) throws UntranslatableException {
        List<List<VertexOutput>> ofEach = new ArrayList<>();
        for (VertexOutput input : inputs) {
            ofEach.add(arrays.measuredParts(
                    List.of(input),
                    layer.conf().getDataType(),
                    given -> layer.activate(given[0], false, LayerWorkspaceMgr.noWorkspaces())));
        }
        return together(ofEach);
    }
}
