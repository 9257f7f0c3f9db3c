package org.robustness4j.dl4j.layerwise;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.ClassLogits;
import org.robustness4j.dl4j.network.InferenceBatchNormalization;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.ScoreShape;

/**
 * Logits and input gradients through DL4J's own layers, vertex by vertex, in inference mode.
 *
 * <p>{@code calculateGradients} of DL4J is of no use to an attack: it runs forward in training mode, starts from the
 * softmax, which saturates in float32, and does not exist for a {@code ComputationGraph} (deeplearning4j #8173).
 */
public final class LayerwiseClassifier implements DifferentiableClassifier {

    public static final String NAME = "layers of DL4J";

    /** Of one sample alone, rows are easily mistaken: for time steps, or for a shape that holds only there. */
    private static final int[] PROBES = {1, 2, 3};

    private final LogitsGraph network;
    private final AffineNormalization normalization;
    private final InputShape shape;
    private final BatchArrays batches;
    private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    private final ClassLogits output;

    /**
     * Sends samples of zeros through the network: the shapes fit, or DL4J says why not.
     *
     * @throws IllegalArgumentException if the network does not take samples of this shape, or does not give one row of
     *     logits for each
     */
    public LayerwiseClassifier(LogitsGraph network, AffineNormalization normalization, InputShape shape) {
        this.network = network;
        this.normalization = normalization;
        this.shape = shape;
        this.batches = new BatchArrays(shape, network.graph().params().dataType());
        this.output = network.output().of(shape, outputShape());
    }

    private LayerwiseClassifier(
            LogitsGraph network, AffineNormalization normalization, InputShape shape, ClassLogits output) {
        this.network = network;
        this.normalization = normalization;
        this.shape = shape;
        this.batches = new BatchArrays(shape, network.graph().params().dataType());
        this.output = output;
    }

    /** Of one sample, the same whatever the number of samples is. */
    private long[] outputShape() {
        long[] first = new long[0];
        for (int samples : PROBES) {
            try (Pass pass = probe(samples)) {
                INDArray output = pass.output();
                if (output.size(0) != samples) {
                    throw new IllegalArgumentException(
                            ScoreShape.unknown("The network, from " + pass.firstWithOtherRows(samples) + " on,")
                                    .wrongRows(output.size(0), samples));
                }
                first = Arrays.copyOfRange(output.shape(), 1, output.rank());
            }
        }
        return first;
    }

    private Pass probe(int samples) {
        try {
            return new Pass(new Matrix(samples, shape.features(), new float[samples * shape.features()]));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The model does not take samples of the shape " + Arrays.toString(shape.batch(samples)) + " ("
                            + shape.layout() + "): " + (e.getMessage() == null ? e : e.getMessage()),
                    e);
        }
    }

    private static String name(GraphVertex vertex) {
        Class<?> kind = vertex.hasLayer() ? vertex.getLayer().conf().getLayer().getClass() : vertex.getClass();
        return "'" + vertex.getVertexName() + "' (" + kind.getSimpleName() + ")";
    }

    @Override
    public int classes() {
        return output.classes();
    }

    /** What the outputs of the network mean for these samples. */
    public ClassLogits output() {
        return output;
    }

    /** The outputs of the network, of which logits are made, flattened. */
    public Matrix outputs(Matrix batch) {
        try (Pass pass = new Pass(batch)) {
            return BatchArrays.toMatrix(pass.output());
        }
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
        return LogitsGraph.isOnCpu();
    }

    @Override
    public DifferentiableClassifier fork() {
        return new LayerwiseClassifier(network.copy(), normalization, shape, output);
    }

    private final class Pass implements ForwardPass {

        private final ComputationGraph graph = network.graph();
        private final GraphVertex[] vertices = graph.getVertices();
        private final int[] order = graph.topologicalSortOrder();
        private final INDArray[] activations = new INDArray[vertices.length];
        private final Matrix batch;
        private final int outputVertex = graph.getVertex(
                        graph.getConfiguration().getNetworkOutputs().get(0))
                .getVertexIndex();

        Pass(Matrix batch) {
            this.batch = batch;
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

        /**
         * Copies, because in inference mode some layers write their output over their input (ActivationLayer, PReLU).
         */
        private void setInputs(GraphVertex vertex) {
            VertexIndices[] sources = vertex.getInputVertices();
            for (int i = 0; i < sources.length; i++) {
                vertex.setInput(i, activations[sources[i].getVertexIndex()].dup(), workspaces);
            }
        }

        INDArray output() {
            return activations[outputVertex];
        }

        String firstWithOtherRows(int rows) {
            for (int index : order) {
                if (activations[index].size(0) != rows) {
                    return name(vertices[index]);
                }
            }
            return name(vertices[outputVertex]);
        }

        @Override
        public Matrix logits() {
            return output.logits(BatchArrays.toMatrix(output()), batch);
        }

        @Override
        public Matrix backward(Matrix upstream) {
            @Nullable INDArray[] gradients = new @Nullable INDArray[vertices.length];
            Matrix gradient = output.backward(upstream, BatchArrays.toMatrix(output()), batch);
            gradients[outputVertex] =
                    BatchArrays.toArray(gradient, output().dataType()).reshape('c', output().shape());
            for (int i = order.length - 1; i >= 0; i--) {
                GraphVertex vertex = vertices[order[i]];
                INDArray arrived = gradients[order[i]];
                if (arrived == null) {
                    continue;
                }
                if (vertex.isInputVertex()) {
                    return normalization.backward(batches.ofRows(BatchArrays.toMatrix(arrived)));
                }
                INDArray[] inputGradients = backward(vertex, arrived);
                VertexIndices[] sources = vertex.getInputVertices();
                for (int k = 0; k < sources.length; k++) {
                    int source = sources[k].getVertexIndex();
                    INDArray sum = gradients[source];
                    gradients[source] = sum == null ? inputGradients[k] : sum.add(inputGradients[k]);
                }
            }
            throw new NoInputGradientException("its output does not depend on its input");
        }

        /** @throws NoInputGradientException if the vertex has no backward pass, or one that fails */
        private INDArray[] backward(GraphVertex vertex, INDArray gradient) {
            setInputs(vertex);
            if (InferenceBatchNormalization.appliesTo(vertex)) {
                return new INDArray[] {InferenceBatchNormalization.backward(vertex, gradient)};
            }
            vertex.setEpsilon(SameDiffVertices.upstream(vertex, gradient));
            @Nullable INDArray @Nullable [] gradients;
            try {
                gradients = vertex.doBackward(false, workspaces).getSecond();
            } catch (RuntimeException e) {
                throw new NoInputGradientException(
                        name(vertex) + " has no working backward pass in DL4J: "
                                + (e.getMessage() == null ? e : e.getMessage()),
                        e);
            }
            return complete(vertex, gradients);
        }

        private INDArray[] complete(GraphVertex vertex, @Nullable INDArray @Nullable [] gradients) {
            VertexIndices[] sources = vertex.getInputVertices();
            INDArray[] complete = new INDArray[sources.length];
            for (int i = 0; i < sources.length; i++) {
                INDArray gradient = gradients == null || i >= gradients.length ? null : gradients[i];
                if (gradient == null) {
                    throw new NoInputGradientException(name(vertex) + " gives no gradient of its input");
                }
                if (gradient.length() != activations[sources[i].getVertexIndex()].length()) {
                    throw new NoInputGradientException(name(vertex) + " gives a gradient of the shape "
                            + Arrays.toString(gradient.shape()) + " for an input of "
                            + Arrays.toString(activations[sources[i].getVertexIndex()].shape()));
                }
                complete[i] = gradient;
            }
            return complete;
        }

        @Override
        public void close() {
            for (GraphVertex vertex : vertices) {
                vertex.clear();
            }
        }
    }
}
