package org.robustness4j.dl4j.layerwise;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.network.InferenceBatchNormalization;
import org.robustness4j.dl4j.network.LogitsGraph;

/**
 * One pass through a graph in inference mode, vertex by vertex. The graph serves one pass at a time: its layers keep
 * their inputs and masks.
 */
final class GraphPass implements AutoCloseable {

    private final ComputationGraph graph;
    private final GraphVertex[] vertices;
    private final int[] order;
    private final INDArray input;
    private final @Nullable INDArray mask;
    private final INDArray[] activations;
    private final int outputVertex;

    /**
     * Runs forward.
     *
     * @param mask the steps of sequences that are there, {@code [n, length]}; null for all
     */
    GraphPass(ComputationGraph graph, INDArray input, @Nullable INDArray mask) {
        this.graph = graph;
        this.vertices = graph.getVertices();
        this.order = graph.topologicalSortOrder();
        this.input = input;
        this.mask = mask;
        this.activations = new INDArray[vertices.length];
        this.outputVertex = graph.getVertex(
                        graph.getConfiguration().getNetworkOutputs().get(0))
                .getVertexIndex();
        graph.setInput(0, input);
        setMasks();
        for (int index : order) {
            GraphVertex vertex = vertices[index];
            activations[index] = vertex.isInputVertex() ? input : forward(vertex, inputs(vertex));
        }
    }

    /** As DL4J does before its own forward pass; what a pass before left behind goes. */
    void setMasks() {
        graph.setLayerMaskArrays(mask == null ? null : new INDArray[] {mask}, null);
    }

    /** What a vertex is given in this pass. */
    INDArray[] inputs(GraphVertex vertex) {
        VertexIndices[] sources = vertex.getInputVertices();
        INDArray[] inputs = new INDArray[sources.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = activations[sources[i].getVertexIndex()];
        }
        return inputs;
    }

    INDArray input() {
        return input;
    }

    @Nullable
    INDArray mask() {
        return mask;
    }

    INDArray output() {
        return activations[outputVertex];
    }

    /** Whether all values are of a type: some parts of DL4J compute in float32 in networks of float64. */
    boolean isAllOf(DataType type) {
        return Arrays.stream(activations).allMatch(values -> values.dataType() == type);
    }

    /** Of the first vertex that does not give as many rows as there are samples; of the last one if all do. */
    String firstWithOtherRows(int rows) {
        for (int index : order) {
            if (activations[index].size(0) != rows) {
                return name(vertices[index]);
            }
        }
        return name(vertices[outputVertex]);
    }

    /**
     * The gradient of the input, given that of the output.
     *
     * @throws NoInputGradientException if a vertex gives none
     */
    INDArray backward(INDArray upstream) {
        @Nullable INDArray[] gradients = new @Nullable INDArray[vertices.length];
        gradients[outputVertex] = upstream;
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = vertices[order[i]];
            INDArray gradient = gradients[order[i]];
            if (gradient == null) {
                continue;
            }
            if (vertex.isInputVertex()) {
                return gradient;
            }
            INDArray[] inputGradients = backward(vertex, inputs(vertex), gradient);
            VertexIndices[] sources = vertex.getInputVertices();
            for (int k = 0; k < sources.length; k++) {
                int source = sources[k].getVertexIndex();
                INDArray sum = gradients[source];
                gradients[source] = sum == null ? inputGradients[k] : sum.add(inputGradients[k]);
            }
        }
        throw new NoInputGradientException("its output does not depend on its input");
    }

    /** The output of one vertex. */
    INDArray forward(GraphVertex vertex, INDArray[] inputs) {
        setInputs(vertex, inputs);
        return vertex.doForward(false, LayerWorkspaceMgr.noWorkspaces());
    }

    /** Copies, because in inference mode some layers write their output over their input (ActivationLayer, PReLU). */
    private static void setInputs(GraphVertex vertex, INDArray[] inputs) {
        for (int i = 0; i < inputs.length; i++) {
            vertex.setInput(i, inputs[i].dup(), LayerWorkspaceMgr.noWorkspaces());
        }
    }

    /**
     * The gradients of the inputs of one vertex, which has just run forward. The gradient it is given is laid out in the
     * order of its axes, whatever gave it, as in the checks of the vertex.
     *
     * @throws NoInputGradientException if the vertex has no backward pass, or one that fails
     */
    INDArray[] backward(GraphVertex vertex, INDArray[] inputs, INDArray gradient) {
        LogitsGraph.requireRoomForGradients(graph);
        setInputs(vertex, inputs);
        if (vertex.hasLayer() && vertex.getLayer() instanceof BaseWrapperLayer) {
            // hands its input to the layer inside when it runs, in another shape; in training mode, where none
            // overwrite it
            vertex.doForward(true, LayerWorkspaceMgr.noWorkspaces());
        }
        if (InferenceBatchNormalization.appliesTo(vertex)) {
            return new INDArray[] {InferenceBatchNormalization.backward(vertex, gradient)};
        }
        vertex.setEpsilon(SameDiffVertices.upstream(vertex, gradient.dup('c')));
        try {
            return complete(
                    vertex,
                    inputs,
                    vertex.doBackward(false, LayerWorkspaceMgr.noWorkspaces()).getSecond());
        } catch (NoInputGradientException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new NoInputGradientException(
                    name(vertex) + " has no working backward pass in DL4J: "
                            + (e.getMessage() == null ? e : e.getMessage()),
                    e);
        }
    }

    private INDArray[] complete(GraphVertex vertex, INDArray[] inputs, @Nullable INDArray @Nullable [] gradients) {
        INDArray[] complete = new INDArray[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            INDArray gradient = gradients == null || i >= gradients.length ? null : gradients[i];
            if (gradient == null) {
                throw new NoInputGradientException(name(vertex) + " gives no gradient of its input");
            }
            if (gradient.length() != inputs[i].length()) {
                throw new NoInputGradientException(name(vertex) + " gives a gradient of the shape "
                        + Arrays.toString(gradient.shape()) + " for an input of " + Arrays.toString(inputs[i].shape()));
            }
            complete[i] = gradient;
        }
        return complete;
    }

    /** A vertex and its kind, for messages. */
    String name(GraphVertex vertex) {
        return "'" + vertex.getVertexName() + "' (" + part(vertex).getClass().getSimpleName() + ")";
    }

    /** The configuration of a layer or of another vertex. */
    Object part(GraphVertex vertex) {
        Object part = graph.getConfiguration().getVertices().get(vertex.getVertexName());
        return part instanceof LayerVertex layer
                ? layer.getLayerConf().getLayer()
                : Objects.requireNonNullElse(part, vertex);
    }

    @Override
    public void close() {
        for (GraphVertex vertex : vertices) {
            vertex.clear();
        }
        graph.clearLayerMaskArrays();
    }
}
