package org.robustness4j.dl4j.training;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.layerwise.SameDiffVertices;
import org.robustness4j.dl4j.network.LogitsGraph;

/** Gradients from DL4J's own layers in training mode, vertex by vertex, starting from the logits. */
final class LayerwiseWeightGradients implements WeightGradients {

    private final ComputationGraph graph;
    private final BatchArrays batches;
    private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    private final GraphVertex[] vertices;
    private final int[] order;
    private final int outputVertex;

    LayerwiseWeightGradients(LogitsGraph network, InputShape shape) {
        if (shape.masked()) {
            throw new IllegalArgumentException(
                    "This network is hardened by DL4J's own layers, as every recurrent one and every one with dropout or"
                            + " batch normalisation is; they are not given masks: cut the training sequences to one length");
        }
        this.graph = network.graph();
        LogitsGraph.requireRoomForGradients(graph);
        this.batches = new BatchArrays(shape, graph.params().dataType());
        this.vertices = graph.getVertices();
        this.order = graph.topologicalSortOrder();
        this.outputVertex = graph.getVertex(
                        graph.getConfiguration().getNetworkOutputs().get(0))
                .getVertexIndex();
    }

    @Override
    public Matrix forward(Matrix batch) {
        INDArray input = batches.toArray(batch);
        INDArray[] activations = new INDArray[vertices.length];
        graph.setInput(0, input);
        for (int index : order) {
            GraphVertex vertex = vertices[index];
            if (vertex.isInputVertex()) {
                activations[index] = input;
            } else {
                VertexIndices[] sources = vertex.getInputVertices();
                for (int i = 0; i < sources.length; i++) {
                    vertex.setInput(i, activations[sources[i].getVertexIndex()].dup(), workspaces);
                }
                activations[index] = vertex.doForward(true, workspaces);
            }
        }
        return BatchArrays.toMatrix(activations[outputVertex]);
    }

    @Override
    public void backward(Matrix upstream, INDArray flat) {
        INDArray own = graph.getFlattenedGradients();
        own.assign(0);
        @Nullable INDArray[] gradients = new @Nullable INDArray[vertices.length];
        gradients[outputVertex] = BatchArrays.toArray(upstream, graph.params().dataType());
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = vertices[order[i]];
            INDArray gradient = gradients[order[i]];
            if (gradient == null || vertex.isInputVertex()) {
                continue;
            }
            vertex.setEpsilon(SameDiffVertices.upstream(vertex, gradient));
            INDArray[] inputGradients = vertex.doBackward(false, workspaces).getSecond();
            VertexIndices[] sources = vertex.getInputVertices();
            for (int k = 0; inputGradients != null && k < sources.length; k++) {
                add(gradients, sources[k].getVertexIndex(), inputGradients[k]);
            }
        }
        for (GraphVertex vertex : vertices) {
            vertex.clear();
        }
        flat.assign(own.reshape(flat.shape()));
    }

    /** Frozen layers give no gradient of their input. */
    private static void add(@Nullable INDArray[] gradients, int vertex, @Nullable INDArray gradient) {
        INDArray sum = gradients[vertex];
        if (gradient != null) {
            gradients[vertex] = sum == null ? gradient : sum.add(gradient);
        }
    }

    @Override
    public void follow(INDArray parameters) {
        graph.params().assign(parameters);
    }

    @Override
    public void at(int iteration, int epoch) {
        for (Layer layer : graph.getLayers()) {
            layer.setIterationCount(iteration);
            layer.setEpochCount(epoch);
        }
    }

    @Override
    public String name() {
        return LayerwiseClassifier.NAME;
    }
}
