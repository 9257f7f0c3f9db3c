package org.robustness4j.model.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Logits and input gradients through DL4J's own layers, vertex by vertex, in inference mode.
 *
 * <p>{@code calculateGradients} of DL4J is of no use to an attack: it runs forward in training mode, starts from the softmax,
 * which saturates in float32, and does not exist for a {@code ComputationGraph} (deeplearning4j #8173).
 */
final class LayerwiseClassifier implements DifferentiableClassifier {

    static final String NAME = "layers of DL4J";

    private final LogitGraph network;
    private final AffineNormalization normalization;
    private final InputShape shape;
    private final Batches batches;
    private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    private final int classes;

    LayerwiseClassifier(LogitGraph network, AffineNormalization normalization, InputShape shape) {
        this.network = network;
        this.normalization = normalization;
        this.shape = shape;
        this.batches = new Batches(shape, network.graph().params().dataType());
        this.classes = probe().columns();
    }

    /** Sends one sample of zeros through the network: the shapes fit, or DL4J says why not. */
    private Matrix probe() {
        INDArray preActivation;
        try {
            preActivation = new Pass(new Matrix(1, shape.features(), new float[shape.features()])).output();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The model does not take samples of the shape " + Arrays.toString(shape.batch(1)) + " ("
                            + shape.layout() + "): " + e.getMessage(),
                    e);
        }
        if (preActivation.rank() != 2) {
            throw new IllegalArgumentException("The model's output has the shape "
                    + Arrays.toString(preActivation.shape()) + "; a classifier's is [n, classes]");
        }
        network.output().requireOutputs(preActivation.size(1));
        return network.output().logits(Batches.toMatrix(preActivation));
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        return new Pass(batch);
    }

    @Override
    public String computedBy() {
        return NAME;
    }

    @Override
    public boolean isParallel() {
        return Backends.isOnCpu();
    }

    @Override
    public DifferentiableClassifier fork() {
        return new LayerwiseClassifier(network.copy(), normalization, shape);
    }

    private final class Pass implements ForwardPass {

        private final ComputationGraph graph = network.graph();
        private final GraphVertex[] vertices = graph.getVertices();
        private final int[] order = graph.topologicalSortOrder();
        private final INDArray[] activations = new INDArray[vertices.length];
        private final int outputVertex = graph.getVertex(
                        graph.getConfiguration().getNetworkOutputs().get(0))
                .getVertexIndex();

        Pass(Matrix batch) {
            INDArray input = batches.toArray(normalization.normalize(batch));
            graph.setInput(0, input);
            for (int index : order) {
                GraphVertex vertex = vertices[index];
                if (vertex.isInputVertex()) {
                    activations[index] = input;
                } else {
                    setInputs(vertex);
                    activations[index] = vertex.doForward(false, workspaces);
                }
            }
        }

        /** Copies, because in inference mode some layers write their output over their input (ActivationLayer, PReLU). */
        private void setInputs(GraphVertex vertex) {
            VertexIndices[] sources = vertex.getInputVertices();
            for (int i = 0; i < sources.length; i++) {
                vertex.setInput(i, activations[sources[i].getVertexIndex()].dup(), workspaces);
            }
        }

        INDArray output() {
            return activations[outputVertex];
        }

        @Override
        public Matrix logits() {
            return network.output().logits(Batches.toMatrix(output()));
        }

        @Override
        public Matrix backward(Matrix upstream) {
            @Nullable INDArray[] gradients = new @Nullable INDArray[vertices.length];
            gradients[outputVertex] =
                    Batches.toArray(network.output().preActivationGradient(upstream), output().dataType());
            for (int i = order.length - 1; i >= 0; i--) {
                GraphVertex vertex = vertices[order[i]];
                INDArray gradient = gradients[order[i]];
                if (gradient == null) {
                    continue;
                }
                if (vertex.isInputVertex()) {
                    return normalization.backward(Batches.toMatrix(gradient));
                }
                INDArray[] inputGradients = backward(vertex, gradient);
                VertexIndices[] sources = vertex.getInputVertices();
                for (int k = 0; k < sources.length; k++) {
                    int source = sources[k].getVertexIndex();
                    INDArray sum = gradients[source];
                    gradients[source] = sum == null ? inputGradients[k] : sum.add(inputGradients[k]);
                }
            }
            throw new IllegalStateException("The output of the network does not depend on its input");
        }

        private INDArray[] backward(GraphVertex vertex, INDArray gradient) {
            setInputs(vertex);
            vertex.setEpsilon(gradient);
            return InferenceBatchNormalization.appliesTo(vertex)
                    ? new INDArray[] {InferenceBatchNormalization.backward(vertex, gradient)}
                    : vertex.doBackward(false, workspaces).getSecond();
        }

        @Override
        public void close() {
            for (GraphVertex vertex : vertices) {
                vertex.clear();
            }
        }
    }
}
