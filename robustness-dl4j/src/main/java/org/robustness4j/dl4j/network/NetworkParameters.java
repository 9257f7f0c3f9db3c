package org.robustness4j.dl4j.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The parameters of a network, vertex by vertex, for a copy that may lack some of them, or have them in another order.
 *
 * @param values all of them
 * @param parts where those of each vertex lie, in their order
 */
record NetworkParameters(INDArray values, List<Part> parts) {

    /** The parameters of one vertex. */
    record Part(String vertex, long from, long size) {}

    /** The name of a layer of a network that is no graph. */
    static String ofLayer(int index) {
        return "layer" + index;
    }

    static NetworkParameters of(Model network) {
        INDArray values = network.params();
        return new NetworkParameters(
                values.reshape(values.length()),
                network instanceof ComputationGraph graph ? parts(graph) : parts((MultiLayerNetwork) network));
    }

    private static List<Part> parts(MultiLayerNetwork network) {
        List<Part> parts = new ArrayList<>();
        long from = 0;
        Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            from = add(parts, ofLayer(i), from, layers[i].numParams());
        }
        return parts;
    }

    private static List<Part> parts(ComputationGraph graph) {
        List<Part> parts = new ArrayList<>();
        long from = 0;
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            from = add(parts, vertex.getVertexName(), from, vertex.numParams());
        }
        return parts;
    }

    private static long add(List<Part> parts, String vertex, long from, long size) {
        if (size > 0) {
            parts.add(new Part(vertex, from, size));
        }
        return from + size;
    }

    /** A graph with these parameters; of a vertex that has fewer, with the first ones. */
    ComputationGraph in(ComputationGraphConfiguration configuration) {
        long size = configuration.getVertices().values().stream()
                .mapToLong(this::count)
                .sum();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(Nd4j.create(values.dataType(), 1, size), false);
        INDArray own = graph.params().reshape(size);
        Map<String, Part> given = new HashMap<>();
        parts.forEach(part -> given.put(part.vertex(), part));
        for (Part part : parts(graph)) {
            Part source = Objects.requireNonNull(given.get(part.vertex()));
            own.get(NDArrayIndex.interval(part.from(), part.from() + part.size()))
                    .assign(values.get(NDArrayIndex.interval(source.from(), source.from() + part.size())));
        }
        return graph;
    }

    /** A vertex made with SameDiff is defined to be counted, with numbers of a type that its clone has lost. */
    private long count(org.deeplearning4j.nn.conf.graph.GraphVertex vertex) {
        if (vertex instanceof SameDiffVertex defined) {
            defined.setDataType(values.dataType());
        }
        return vertex.numParams(true);
    }

    /** Whether a graph has all these parameters, in the same order. */
    boolean isLaidOutAs(ComputationGraph graph) {
        return parts(graph).equals(parts);
    }
}
