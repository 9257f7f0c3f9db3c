package org.robustness4j.dl4j.translation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.dl4j.network.Ancestors;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.ScalarFunction.Clamp;

/** Turns a DL4J network that ends in its logits into operations, vertex by vertex. */
public final class NetworkTranslation {

    /** Of 0 it makes 0, of 1 it makes 1, and at both its slope is 0. */
    private static final Clamp STEP = new Clamp(2, -0.5, 0, 1);

    private final ComputationGraph graph;
    private final Network.Builder network;
    private final VertexTranslation vertices;

    /** Of each vertex, and of each of the parts that are stacked along the samples in DL4J's array. */
    private final Map<String, List<VertexOutput>> outputs = new HashMap<>();

    private NetworkTranslation(ComputationGraph graph, String first, InputShape input, Axes axes) {
        this.graph = graph;
        FeatureShape shape = new FeatureShape(input.channels(), input.depth() * input.height(), input.width());
        boolean asItIs = !input.isChannelsLast() && input.features() == input.values();
        this.network = new Network.Builder(asItIs ? shape : FeatureShape.flat(input.features()));
        int node = asItIs ? 0 : network.add(ReshapeGathers.shaped(shape, axes), List.of(0));
        VertexOutput output = new VertexOutput(node, axes, input.depth(), input.masked() ? mask(input) : null);
        this.vertices = new VertexTranslation(network, output);
        outputs.put(first, List.of(output));
    }

    /** Which steps are there: no adversary changes that, so that nothing flows back to it. */
    private int mask(InputShape input) {
        int[] source = IntStream.range(0, input.width()).map(input::maskIndex).toArray();
        int mask = network.add(new Gather(source, new FeatureShape(1, 1, input.width())), List.of(0));
        return network.add(new Activation(STEP), List.of(mask));
    }

    static Axes axes(Layout layout) {
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
        String first = graph.getConfiguration().getNetworkInputs().get(0);
        return new NetworkTranslation(graph, first, input, axes(input.layout())).translate();
    }

    /**
     * Translates what comes behind a vertex.
     *
     * @param first the vertex, whose output alone the rest depends on
     * @param output the shape of that for one sample, which is what the translated network takes
     * @param axes of DL4J's array there
     * @throws UntranslatableException if a part of it has no counterpart, naming it
     */
    static Network behind(ComputationGraph graph, String first, InputShape output, Axes axes)
            throws UntranslatableException {
        return new NetworkTranslation(graph, first, output, axes).translate();
    }

    private Network translate() throws UntranslatableException {
        Map<String, GraphVertex> vertices = graph.getConfiguration().getVertices();
        Set<String> needed = Ancestors.ofTheOutput(graph);
        for (int index : graph.topologicalSortOrder()) {
            org.deeplearning4j.nn.graph.vertex.GraphVertex vertex = graph.getVertices()[index];
            String name = vertex.getVertexName();
            if (!vertex.isInputVertex() && needed.contains(name) && !outputs.containsKey(name)) {
                List<List<VertexOutput>> inputs = new ArrayList<>();
                for (String source : graph.getConfiguration().getVertexInputs().getOrDefault(name, List.of())) {
                    inputs.add(Objects.requireNonNull(outputs.get(source)));
                }
                outputs.put(name, translated(name, Objects.requireNonNull(vertices.get(name)), inputs));
            }
        }
        List<VertexOutput> parts = Objects.requireNonNull(
                outputs.get(graph.getConfiguration().getNetworkOutputs().get(0)));
        VertexOutput output = parts.get(0);
        LayerTranslation.require(parts.size() == 1, "an output of " + parts.size() + " rows for each sample");
        if (output.axes() != Axes.FEATURES) {
            network.add(ReshapeGathers.flattened(network.shape(output.node()), output.axes()), List.of(output.node()));
        } else if (output.node() != network.size() - 1) {
            network.add(new Concatenation(), List.of(output.node()));
        }
        return network.build();
    }

    /**
     * DL4J's activation layers, those with learned slopes too, write over the input of the network, which others then
     * read changed.
     */
    private void requireInputUnchanged(String name, GraphVertex vertex) throws UntranslatableException {
        String input = graph.getConfiguration().getNetworkInputs().get(0);
        Map<String, List<String>> sources = graph.getConfiguration().getVertexInputs();
        boolean overwrites = vertex instanceof LayerVertex layer
                && (layer.getLayerConf().getLayer() instanceof ActivationLayer
                        || layer.getLayerConf().getLayer() instanceof PReLULayer);
        long readers =
                sources.values().stream().filter(names -> names.contains(input)).count();
        LayerTranslation.require(
                !overwrites
                        || readers == 1
                        || !sources.getOrDefault(name, List.of()).contains(input),
                "an activation that writes over the input of the network, which other vertices read too; give it a"
                        + " copy, of a ScaleVertex with the factor 1 for example");
    }

    /** The only part of each input. */
    private static List<VertexOutput> single(List<List<VertexOutput>> inputs) throws UntranslatableException {
        List<VertexOutput> single = new ArrayList<>();
        for (List<VertexOutput> parts : inputs) {
            LayerTranslation.require(parts.size() == 1, "inputs of " + parts.size() + " rows for each sample");
            single.add(parts.get(0));
        }
        return single;
    }

    private List<VertexOutput> translated(String name, GraphVertex vertex, List<List<VertexOutput>> inputs)
            throws UntranslatableException {
        try {
            requireInputUnchanged(name, vertex);
            if (vertex instanceof AttentionVertex attention) {
                LayerTranslation.requireKindOfDl4j(vertex, "vertex");
                return List.of(new AttentionTranslation(network)
                        .translate(attention, graph.getVertex(name).paramTable(false), single(inputs)));
            }
            Layer layer = vertex instanceof LayerVertex ? graph.getLayer(name) : null;
            return this.vertices.translate(vertex, layer, inputs);
        } catch (UntranslatableException | IllegalArgumentException e) {
            throw new UntranslatableException("'" + name + "' has " + e.getMessage());
        }
    }
}
