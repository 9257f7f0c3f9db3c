package org.robustness4j.dl4j.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.AttentionOperation.DotProductAttention;
import org.robustness4j.model.internal.network.AttentionOperation.RecurrentAttention;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.RecurrentOperation.StepMask;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.ScalarFunction.Clamp;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;
import org.robustness4j.model.internal.network.Window;

/**
 * Turns DL4J's attention into operations: projections are convolutions that see one step at a time. DL4J takes all its
 * sequences as {@code [n, features, steps]}, whatever format the layers around it have. A LearnedSelfAttentionLayer is
 * not among them: DL4J 1.0.0-M2.1 gives {@code scatter_update} too few arguments there, and cannot compute it itself.
 */
final class AttentionTranslation implements LayerKinds {

    private static final String QUERIES = "Wq";
    private static final String KEYS = "Wk";
    private static final String VALUES = "Wv";
    private static final String OUTPUT = "Wo";
    private static final String INPUT_WEIGHTS = "W";
    private static final String RECURRENT_WEIGHTS = "RW";
    private static final String BIAS = "b";

    private final Network.Builder network;

    AttentionTranslation(Network.Builder network) {
        this.network = network;
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        Map<String, INDArray> parameters = layer.paramTable();
        if (configuration instanceof SelfAttentionLayer attention) {
            int heads = attention.getNHeads();
            return Optional.of(input.at(attention(heads, attention.isProjectInput(), parameters, input, input, input)));
        }
        if (configuration instanceof RecurrentAttentionLayer attention) {
            return Optional.of(recurrent(attention, parameters, input));
        }
        return Optional.empty();
    }

    /** Queries, keys and values; the answers to queries that are not there are zero. */
    VertexOutput translate(AttentionVertex vertex, Map<String, INDArray> parameters, List<VertexOutput> inputs)
            throws UntranslatableException {
        LayerTranslation.require(inputs.size() == 3, "attention with " + inputs.size() + " inputs");
        VertexOutput queries = inputs.get(0);
        int answers = attention(
                vertex.getNHeads(), vertex.isProjectInput(), parameters, queries, inputs.get(1), inputs.get(2));
        Integer mask = queries.mask();
        return queries.at(mask == null ? answers : network.add(new StepMask(), List.of(answers, mask)));
    }

    private int attention(
            int heads,
            boolean projected,
            Map<String, INDArray> parameters,
            VertexOutput queries,
            VertexOutput keys,
            VertexOutput values)
            throws UntranslatableException {
        requireSequence(queries);
        requireSequence(keys);
        requireSequence(values);
        Integer mask = both(keys.mask(), values.mask());
        if (!projected) {
            return attended(new DotProductAttention(heads), List.of(queries.node(), keys.node(), values.node()), mask);
        }
        List<Integer> nodes = List.of(
                projected(parameters, QUERIES, queries),
                projected(parameters, KEYS, keys),
                projected(parameters, VALUES, values));
        return output(parameters, attended(new DotProductAttention(heads), nodes, mask));
    }

    private static void requireSequence(VertexOutput input) throws UntranslatableException {
        LayerTranslation.require(input.axes() == Axes.NCW, "attention to " + input.axes());
    }

    /** Where both are there. */
    private @Nullable Integer both(@Nullable Integer mask, @Nullable Integer other) {
        if (mask == null || other == null || mask.equals(other)) {
            return mask == null ? other : mask;
        }
        return network.add(new Combination(Merge.PRODUCT), List.of(mask, other));
    }

    private int attended(Operation attention, List<Integer> inputs, @Nullable Integer mask) {
        List<Integer> all = new ArrayList<>(inputs);
        if (mask != null) {
            all.add(mask);
        }
        return network.add(attention, all);
    }

    /** Weights {@code [heads, size, features]} times the features of each step. */
    private int projected(Map<String, INDArray> parameters, String name, VertexOutput input) {
        return stepwise(LayerTranslation.values(parameter(parameters, name)), null, input.node());
    }

    /** Weights {@code [heads * size, outputs]}, as DL4J has them, on each step. */
    private int output(Map<String, INDArray> parameters, int node) {
        return stepwise(LayerTranslation.values(parameter(parameters, OUTPUT).transpose()), null, node);
    }

    /** @param weights {@code [outputs, features]} */
    private int stepwise(float[] weights, float @Nullable [] bias, int node) {
        int outputs = weights.length / network.shape(node).channels();
        Window window =
                new Window(Axis.pointwise(1), Axis.pointwise(network.shape(node).width()));
        return network.add(
                new Convolution(window, 1, weights, bias == null ? new float[outputs] : bias), List.of(node));
    }

    private static INDArray parameter(Map<String, INDArray> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name));
    }

    /** From {@code [heads, size, features]} to {@code [heads * size, features]}. */
    private static INDArray matrix(INDArray weights) {
        return weights.dup('c').reshape('c', weights.size(0) * weights.size(1), weights.size(2));
    }

    private VertexOutput recurrent(
            RecurrentAttentionLayer attention, Map<String, INDArray> parameters, VertexOutput input)
            throws UntranslatableException {
        requireSequence(input);
        ScalarFunction function = function(attention.getActivation());
        float[] bias = attention.isHasBias() ? LayerTranslation.values(parameter(parameters, BIAS)) : null;
        int sums = stepwise(
                LayerTranslation.values(parameter(parameters, INPUT_WEIGHTS).transpose()), bias, input.node());
        INDArray recurrent = parameter(parameters, RECURRENT_WEIGHTS);
        int states = Math.toIntExact(recurrent.size(0));
        if (!attention.isProjectInput()) {
            RecurrentAttention operation = new RecurrentAttention(
                    attention.getNHeads(), function, identity(states), LayerTranslation.values(recurrent.transpose()));
            return input.at(attended(operation, List.of(sums, input.node(), input.node()), input.mask()));
        }
        RecurrentAttention operation = new RecurrentAttention(
                attention.getNHeads(),
                function,
                LayerTranslation.values(matrix(parameter(parameters, QUERIES))),
                LayerTranslation.values(
                        parameter(parameters, OUTPUT).mmul(recurrent).transpose()));
        List<Integer> inputs = List.of(sums, projected(parameters, KEYS, input), projected(parameters, VALUES, input));
        return input.at(attended(operation, inputs, input.mask()));
    }

    /** As SameDiff computes it, whose leaky rectifier has no leak here. */
    private static ScalarFunction function(Activation activation) throws UntranslatableException {
        return switch (activation) {
            case IDENTITY -> new Clamp(1, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            case LEAKYRELU -> new Rectifier(0);
            default -> ActivationFunctions.of(activation.getActivationFunction());
        };
    }

    private static float[] identity(int size) {
        float[] weights = new float[size * size];
        for (int i = 0; i < size; i++) {
            weights[i * size + i] = 1;
        }
        return weights;
    }
}
