package org.robustness4j.dl4j.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.L2Normalization;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;
import org.robustness4j.model.internal.network.ScalarFunction.Clamp;

/** Turns DL4J's vertices into operations. */
final class VertexTranslation {

    private final Network.Builder network;
    private final LayerTranslation layers;
    private final SequenceWrappers wrappers;
    private final SequenceVertices sequences;
    private final PreprocessorTranslation preprocessors;
    private final StackedSamples stacks;
    private final ArrayMoves arrays;

    /** @param networkInput the input of the network, whose mask some vertices look at */
    VertexTranslation(Network.Builder network, VertexOutput networkInput) {
        this.network = network;
        this.layers = new LayerTranslation(network);
        this.wrappers = new SequenceWrappers(network, layers);
        this.sequences = new SequenceVertices(network, networkInput);
        this.preprocessors = new PreprocessorTranslation(network);
        this.stacks = new StackedSamples(network);
        this.arrays = new ArrayMoves(network);
    }

    /**
     * Translates a vertex.
     *
     * @param layer what computes the vertex, if it has a layer
     * @param inputs for each input its parts, which are stacked along the samples in DL4J's array: mostly one
     * @return the parts of the output
     */
    List<VertexOutput> translate(GraphVertex vertex, @Nullable Layer layer, List<List<VertexOutput>> inputs)
            throws UntranslatableException {
        LayerTranslation.requireKindOfDl4j(vertex, "vertex");
        InputPreProcessor preprocessor = null;
        if (vertex instanceof LayerVertex layerVertex) {
            preprocessor = layerVertex.getPreProcessor();
        } else if (vertex instanceof PreprocessorVertex preprocessorVertex) {
            preprocessor = preprocessorVertex.getPreProcessor();
        }
        List<List<VertexOutput>> processed =
                preprocessor == null ? inputs : List.of(preprocessors.translate(preprocessor, inputs.get(0)));
        return stacks.translate(vertex, layer, processed, part -> one(vertex, layer, part));
    }

    private VertexOutput one(GraphVertex vertex, @Nullable Layer layer, List<VertexOutput> inputs)
            throws UntranslatableException {
        VertexOutput input = inputs.get(0);
        if (vertex instanceof LayerVertex layerVertex) {
            return layer(layerVertex.getLayerConf().getLayer(), Objects.requireNonNull(layer), input);
        }
        if (vertex instanceof PreprocessorVertex) {
            return input;
        }
        if (vertex instanceof ElementWiseVertex elementWise) {
            return inputs.size() == 1 ? input : combined(elementWise.getOp(), inputs);
        }
        if (vertex instanceof MergeVertex merge) {
            return inputs.size() == 1 ? input : merged(merge, inputs);
        }
        if (vertex instanceof ScaleVertex scale) {
            return added(affine(scale.getScaleFactor(), 0), inputs);
        }
        if (vertex instanceof ShiftVertex shift) {
            return added(affine(1, shift.getShiftFactor()), inputs);
        }
        Optional<VertexOutput> sequence = sequences.translate(vertex, input);
        return sequence.isPresent() ? sequence.get() : moved(vertex, inputs);
    }

    private VertexOutput layer(org.deeplearning4j.nn.conf.layers.Layer configuration, Layer layer, VertexOutput input)
            throws UntranslatableException {
        LayerTranslation.requireKindOfDl4j(configuration, "layer");
        Optional<VertexOutput> wrapped = wrappers.translate(SequenceLayer.of(configuration, layer), input);
        return wrapped.isPresent() ? wrapped.get() : layers.translate(layer, input);
    }

    private VertexOutput moved(GraphVertex vertex, List<VertexOutput> inputs) throws UntranslatableException {
        VertexOutput input = inputs.get(0);
        if (vertex instanceof L2NormalizeVertex normalize) {
            return normalized(normalize, input);
        }
        if (vertex instanceof L2Vertex) {
            return distance(inputs);
        }
        if (vertex instanceof SubsetVertex || vertex instanceof ReshapeVertex || vertex instanceof PoolHelperVertex) {
            return arrays.measured(inputs, DataType.DOUBLE, given -> computed(vertex, given));
        }
        throw new UntranslatableException("the kind " + vertex.getClass().getSimpleName());
    }

    /** What a vertex that needs nothing of its graph makes of arrays. */
    private static INDArray computed(GraphVertex vertex, INDArray[] inputs) {
        LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
        org.deeplearning4j.nn.graph.vertex.GraphVertex computing =
                vertex.instantiate(null, "vertex", 0, null, false, DataType.DOUBLE);
        computing.setInputVertices(new VertexIndices[inputs.length]);
        for (int i = 0; i < inputs.length; i++) {
            computing.setInput(i, inputs[i], workspaces);
        }
        return computing.doForward(false, workspaces);
    }

    private static Operation affine(double scale, double shift) {
        return new Activation(new Clamp(scale, shift, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private VertexOutput added(Operation operation, List<VertexOutput> inputs) {
        List<Integer> nodes = inputs.stream().map(VertexOutput::node).toList();
        return sequences.withCommonMask(inputs).at(network.add(operation, nodes));
    }

    private VertexOutput merged(MergeVertex merge, List<VertexOutput> given) throws UntranslatableException {
        VertexOutput first = given.get(0);
        List<VertexOutput> inputs = new ArrayList<>();
        for (VertexOutput input : given) {
            inputs.add(arrays.as(first.axes(), input));
        }
        int axis = merge.getMergeAxis();
        int rank = first.axes() == Axes.STEPS ? 2 : arrays.dimensions(first).length + 1;
        int channels = ArrayOrder.isChannelsLast(first.axes()) ? rank - 1 : 1;
        return axis == channels
                ? added(new Concatenation(), inputs)
                : arrays.measured(inputs, DataType.DOUBLE, arrays -> computed(merge, arrays));
    }

    private VertexOutput combined(ElementWiseVertex.Op op, List<VertexOutput> given) throws UntranslatableException {
        List<VertexOutput> inputs = arrays.broadcast(given);
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

    private VertexOutput normalized(L2NormalizeVertex normalize, VertexOutput input) throws UntranslatableException {
        int[] dimensions = normalize.getDimension();
        boolean all = dimensions == null
                || dimensions.length == 0
                || (input.axes() != Axes.STEPS && dimensions.length == arrays.dimensions(input).length);
        LayerTranslation.require(
                all,
                "an L2 normalisation over some of the dimensions, of which DL4J makes something else for one sample than"
                        + " for several; normalise over all of them");
        return added(new L2Normalization(normalize.getEps()), List.of(input));
    }

    private VertexOutput distance(List<VertexOutput> inputs) {
        int node = arrays.concatenated(inputs);
        FeatureShape shape = network.shape(node);
        int[][] all = {IntStream.range(0, shape.size()).toArray()};
        Grouped distance = Grouped.reduced(GroupFunction.Pool.DISTANCE, all, FeatureShape.flat(1));
        return new VertexOutput(network.add(distance, List.of(node)), Axes.FEATURES);
    }
}
