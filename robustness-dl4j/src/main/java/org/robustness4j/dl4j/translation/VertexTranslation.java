package org.robustness4j.dl4j.translation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
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
import org.jspecify.annotations.Nullable;
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

/** Turns DL4J's vertices into operations. */
final class VertexTranslation {

    private final Network.Builder network;
    private final LayerTranslation layers;
    private final SequenceWrappers wrappers;
    private final SequenceVertices sequences;
    private final PreprocessorTranslation preprocessors;

    /** @param networkInput the input of the network, whose mask some vertices look at */
    VertexTranslation(Network.Builder network, VertexOutput networkInput) {
        this.network = network;
        this.layers = new LayerTranslation(network);
        this.wrappers = new SequenceWrappers(network, layers);
        this.sequences = new SequenceVertices(network, networkInput);
        this.preprocessors = new PreprocessorTranslation(network);
    }

    /** @param layer what computes the vertex, if it has a layer */
    VertexOutput translate(GraphVertex vertex, @Nullable Layer layer, List<VertexOutput> inputs)
            throws UntranslatableException {
        LayerTranslation.requireKindOfDl4j(vertex, "vertex");
        VertexOutput input = inputs.get(0);
        if (vertex instanceof LayerVertex layerVertex) {
            return layer(
                    layerVertex.getLayerConf().getLayer(),
                    Objects.requireNonNull(layer),
                    preprocessors.translate(layerVertex.getPreProcessor(), input));
        }
        if (vertex instanceof PreprocessorVertex preprocessor) {
            return preprocessors.translate(preprocessor.getPreProcessor(), input);
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
        Optional<VertexOutput> sequence = sequences.translate(vertex, input);
        return sequence.isPresent() ? sequence.get() : moved(vertex, input);
    }

    private VertexOutput layer(org.deeplearning4j.nn.conf.layers.Layer configuration, Layer layer, VertexOutput input)
            throws UntranslatableException {
        LayerTranslation.requireKindOfDl4j(configuration, "layer");
        Optional<VertexOutput> wrapped = wrappers.translate(SequenceLayer.of(configuration, layer), input);
        return wrapped.isPresent() ? wrapped.get() : layers.translate(layer, input);
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
        return sequences.withCommonMask(inputs).at(network.add(operation, nodes));
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

    /** A vector from anything, or an image, channels first, from anything. */
    private VertexOutput reshaped(ReshapeVertex reshape, VertexOutput input) throws UntranslatableException {
        int[] shape = reshape.getNewShape();
        LayerTranslation.require(
                reshape.getReshapeOrder() == 'c' && (shape.length == 2 || shape.length == 4),
                "a reshape to " + shape.length + " dimensions in order '" + reshape.getReshapeOrder() + "'");
        VertexOutput vector = input.axes() == Axes.FEATURES ? input : preprocessors.vector(input);
        return shape.length == 2
                ? vector
                : preprocessors.shaped(new FeatureShape(shape[1], shape[2], shape[3]), Axes.NCHW, vector);
    }
}
