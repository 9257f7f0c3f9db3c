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
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.L2Normalization;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.ScalarFunction.Clamp;

/** Turns a DL4J network that ends in its logits into operations, vertex by vertex. */
public final class NetworkTranslation {

    private final ComputationGraph graph;
    private final Network.Builder network;
    private final LayerTranslation layers;
    private final Map<String, VertexOutput> outputs = new HashMap<>();

    private NetworkTranslation(ComputationGraph graph, InputShape input) {
        this.graph = graph;
        FeatureShape shape = new FeatureShape(input.channels(), input.height(), input.width());
        boolean channelsLast = input.layout() == Layout.NHWC;
        this.network = new Network.Builder(channelsLast ? FeatureShape.flat(shape.size()) : shape);
        int node = channelsLast ? network.add(ReshapeGathers.shaped(shape, Axes.NHWC), List.of(0)) : 0;
        this.layers = new LayerTranslation(network);
        outputs.put(graph.getConfiguration().getNetworkInputs().get(0), new VertexOutput(node, axes(input.layout())));
    }

    private static Axes axes(Layout layout) {
        return switch (layout) {
            case FLAT -> Axes.FEATURES;
            case NCHW -> Axes.NCHW;
            case NHWC -> Axes.NHWC;
            case NCW -> Axes.NCW;
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
        LayerTranslation.require(output.axes() == Axes.FEATURES, "an output with the axes " + output.axes());
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
            return vertex(name, vertex, inputs);
        } catch (UntranslatableException | IllegalArgumentException e) {
            throw new UntranslatableException("'" + name + "' has " + e.getMessage());
        }
    }

    private VertexOutput vertex(String name, GraphVertex vertex, List<VertexOutput> inputs)
            throws UntranslatableException {
        LayerTranslation.requireKindOfDl4j(vertex, "vertex");
        VertexOutput input = inputs.get(0);
        if (vertex instanceof LayerVertex layer) {
            return layers.translate(graph.getLayer(name), preprocessed(layer.getPreProcessor(), input));
        }
        if (vertex instanceof PreprocessorVertex preprocessor) {
            return preprocessed(preprocessor.getPreProcessor(), input);
        }
        if (vertex instanceof ElementWiseVertex elementWise) {
            return inputs.size() == 1 ? input : combined(elementWise.getOp(), inputs);
        }
        if (vertex instanceof MergeVertex merge) {
            int axis = input.axes() == Axes.NHWC ? 3 : 1;
            LayerTranslation.require(
                    inputs.size() == 1 || merge.getMergeAxis() == axis,
                    "a merge along axis " + merge.getMergeAxis() + " of " + input.axes());
            return inputs.size() == 1 ? input : added(new Concatenation(), inputs);
        }
        if (vertex instanceof ScaleVertex scale) {
            return added(affine(scale.getScaleFactor(), 0), inputs);
        }
        if (vertex instanceof ShiftVertex shift) {
            return added(affine(1, shift.getShiftFactor()), inputs);
        }
        return moved(vertex, input);
    }

    private VertexOutput moved(GraphVertex vertex, VertexOutput input) throws UntranslatableException {
        FeatureShape shape = network.shape(input.node());
        if (vertex instanceof SubsetVertex subset) {
            LayerTranslation.require(input.axes() != Axes.NHWC, "a subset of an image in NHWC");
            return added(ReshapeGathers.channels(shape, subset.getFrom(), subset.getTo()), List.of(input));
        }
        if (vertex instanceof ReshapeVertex reshape) {
            return reshaped(reshape, input);
        }
        if (vertex instanceof L2NormalizeVertex normalize) {
            int[] dimensions = normalize.getDimension();
            LayerTranslation.require(
                    dimensions == null || dimensions.length == 0, "an L2 normalisation over chosen dimensions");
            return added(new L2Normalization(normalize.getEps()), List.of(input));
        }
        throw new UntranslatableException("the kind " + vertex.getClass().getSimpleName());
    }

    private static Operation affine(double scale, double shift) {
        return new Activation(new Clamp(scale, shift, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private VertexOutput added(Operation operation, List<VertexOutput> inputs) {
        List<Integer> nodes = inputs.stream().map(VertexOutput::node).toList();
        return new VertexOutput(network.add(operation, nodes), inputs.get(0).axes());
    }

    private VertexOutput combined(ElementWiseVertex.Op op, List<VertexOutput> inputs) throws UntranslatableException {
        LayerTranslation.require(
                inputs.stream().map(VertexOutput::axes).distinct().count() == 1, "inputs with different axes");
        Merge kind =
                switch (op) {
                    case Add -> Merge.ADD;
                    case Subtract -> Merge.SUBTRACT;
                    case Product -> Merge.PRODUCT;
                    case Average -> Merge.AVERAGE;
                    case Max -> Merge.MAX;
                };
        return added(new Combination(kind), inputs);
    }

    private VertexOutput preprocessed(@Nullable InputPreProcessor preprocessor, VertexOutput input)
            throws UntranslatableException {
        if (preprocessor == null) {
            return input;
        }
        LayerTranslation.requireKindOfDl4j(preprocessor, "preprocessor");
        if (preprocessor instanceof ComposableInputPreProcessor composed) {
            VertexOutput output = input;
            for (InputPreProcessor part : composed.getInputPreProcessors()) {
                output = preprocessed(part, output);
            }
            return output;
        }
        if (preprocessor instanceof CnnToFeedForwardPreProcessor flattening) {
            return input.axes() == Axes.FEATURES ? input : flattened(flattening.getFormat(), input);
        }
        if (preprocessor instanceof FeedForwardToCnnPreProcessor shaping) {
            if (input.axes().isImage()) {
                return input;
            }
            FeatureShape shape = new FeatureShape(
                    Math.toIntExact(shaping.getNumChannels()),
                    Math.toIntExact(shaping.getInputHeight()),
                    Math.toIntExact(shaping.getInputWidth()));
            return shaped(shape, Axes.NCHW, input);
        }
        if (preprocessor instanceof RnnToFeedForwardPreProcessor && input.axes() == Axes.FEATURES) {
            return input;
        }
        throw new UntranslatableException(
                "a preprocessor of the kind " + preprocessor.getClass().getSimpleName());
    }

    private VertexOutput flattened(CNN2DFormat format, VertexOutput input) throws UntranslatableException {
        LayerTranslation.requireFormat(input, format);
        return vector(input);
    }

    private VertexOutput vector(VertexOutput input) {
        FeatureShape shape = network.shape(input.node());
        int node = network.add(ReshapeGathers.flattened(shape, input.axes()), List.of(input.node()));
        return new VertexOutput(node, Axes.FEATURES);
    }

    private VertexOutput shaped(FeatureShape shape, Axes axes, VertexOutput vector) {
        return new VertexOutput(network.add(ReshapeGathers.shaped(shape, axes), List.of(vector.node())), axes);
    }

    /** A vector from anything, or an image, channels first, from anything. */
    private VertexOutput reshaped(ReshapeVertex reshape, VertexOutput input) throws UntranslatableException {
        int[] shape = reshape.getNewShape();
        LayerTranslation.require(
                reshape.getReshapeOrder() == 'c' && (shape.length == 2 || shape.length == 4),
                "a reshape to " + shape.length + " dimensions in order '" + reshape.getReshapeOrder() + "'");
        VertexOutput vector = input.axes() == Axes.FEATURES ? input : vector(input);
        return shape.length == 2 ? vector : shaped(new FeatureShape(shape[1], shape[2], shape[3]), Axes.NCHW, vector);
    }
}
