package org.robustness4j.dl4j.translation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Gather;

/** Turns a DL4J network that ends in its logits into operations, vertex by vertex. */
public final class NetworkTranslation {

    private final ComputationGraph graph;
    private final Network.Builder network;
    private final VertexTranslation vertices;
    private final Map<String, VertexOutput> outputs = new HashMap<>();

    private NetworkTranslation(ComputationGraph graph, InputShape input) {
        this.graph = graph;
        FeatureShape shape = new FeatureShape(input.channels(), input.depth() * input.height(), input.width());
        Axes axes = axes(input.layout());
        boolean asItIs = !input.isChannelsLast() && input.features() == input.values();
        this.network = new Network.Builder(asItIs ? shape : FeatureShape.flat(input.features()));
        int node = asItIs ? 0 : network.add(ReshapeGathers.shaped(shape, axes), List.of(0));
        VertexOutput output = new VertexOutput(node, axes, input.depth(), input.masked() ? mask(input) : null);
        this.vertices = new VertexTranslation(network, output);
        outputs.put(graph.getConfiguration().getNetworkInputs().get(0), output);
    }

    private int mask(InputShape input) {
        int[] source = IntStream.range(0, input.width()).map(input::maskIndex).toArray();
        return network.add(new Gather(source, new FeatureShape(1, 1, input.width())), List.of(0));
    }

    private static Axes axes(Layout layout) {
        return switch (layout) {
            case FLAT -> Axes.FEATURES;
            case NCHW -> Axes.NCHW;
            case NHWC -> Axes.NHWC;
            case NCW -> Axes.NCW;
            case NWC -> Axes.NWC;
            case NCDHW -> Axes.NCDHW;
            case NDHWC -> Axes.NDHWC;
        };
    }

    /**
     * Translates a network.
     *
     * @param input the shape of one sample; the translated network takes its values in the same order
     * @throws UntranslatableException if a part of it has no counterpart, naming it
     */
    public static Network translate(ComputationGraph graph, InputShape input) throws UntranslatableException {
        return new NetworkTranslation(graph, input).translate();
    }

    private Network translate() throws UntranslatableException {
        Map<String, GraphVertex> vertices = graph.getConfiguration().getVertices();
        Set<String> needed =
                ancestors(graph.getConfiguration().getNetworkOutputs().get(0));
        for (int index : graph.topologicalSortOrder()) {
            org.deeplearning4j.nn.graph.vertex.GraphVertex vertex = graph.getVertices()[index];
            String name = vertex.getVertexName();
            if (!vertex.isInputVertex() && needed.contains(name)) {
                List<VertexOutput> inputs = new ArrayList<>();
                for (String source : graph.getConfiguration().getVertexInputs().getOrDefault(name, List.of())) {
                    inputs.add(Objects.requireNonNull(outputs.get(source)));
                }
                outputs.put(name, translated(name, Objects.requireNonNull(vertices.get(name)), inputs));
            }
        }
        VertexOutput output = Objects.requireNonNull(
                outputs.get(graph.getConfiguration().getNetworkOutputs().get(0)));
        if (output.axes() != Axes.FEATURES) {
            network.add(ReshapeGathers.flattened(network.shape(output.node()), output.axes()), List.of(output.node()));
        } else if (output.node() != network.size() - 1) {
            network.add(new Concatenation(), List.of(output.node()));
        }
        return network.build();
    }

    /** What the output depends on, itself included: there may be other ends that nobody reads. */
    private Set<String> ancestors(String output) {
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(output));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (found.add(name)) {
                open.addAll(graph.getConfiguration().getVertexInputs().getOrDefault(name, List.of()));
            }
        }
        return found;
    }

    private VertexOutput translated(String name, GraphVertex vertex, List<VertexOutput> inputs)
            throws UntranslatableException {
        try {
            Layer layer = vertex instanceof LayerVertex ? graph.getLayer(name) : null;
            return this.vertices.translate(vertex, layer, inputs);
        } catch (UntranslatableException | IllegalArgumentException e) {
            throw new UntranslatableException("'" + name + "' has " + e.getMessage());
        }
    }
}
