package org.robustness4j.dl4j.samediff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.PortableModel;
import org.robustness4j.model.internal.Predictor;

/** A graph of SameDiff with one placeholder for samples, and an output that is a softmax, a sigmoid or logits. */
public final class SameDiffModel implements AdaptedModel {

    private final ClassifyingGraph graph;

    private SameDiffModel(SameDiff graph) {
        this.graph = ClassifyingGraph.of(graph);
    }

    /**
     * Takes a graph as the user has it.
     *
     * @throws IllegalArgumentException if it has no such output, or more than one
     */
    public static SameDiffModel of(SameDiff graph) {
        return new SameDiffModel(graph);
    }

    /**
     * Has SameDiff read a file of known origin, as {@code SameDiff.save} wrote it.
     *
     * @throws IllegalArgumentException if it is none; the message goes on after the name of the file
     */
    public static SameDiffModel trusted(Path file) {
        SameDiff graph;
        try {
            graph = SameDiff.load(file.toFile(), false);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "is no zip of DL4J's ModelSerializer, no .h5 of Keras, and no file of SameDiff.save either ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "); save the model again",
                    e);
        }
        return new SameDiffModel(graph);
    }

    @Override
    public ModelIdentity identity() {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes());
        return new ModelIdentity(
                "SameDiff",
                Sha256.hex(digest),
                graph.parameters(),
                Nd4j.getBackend().getClass().getSimpleName());
    }

    private byte[] bytes() {
        ByteBuffer buffer = graph.graph().asFlatBuffers(false);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** A graph does not say what its axes are; arrays are taken as they come. */
    @Override
    public boolean channelsLast() {
        return false;
    }

    @Override
    public Predictor predictor(InputShape shape) {
        requireShape(shape);
        BatchArrays batches =
                new BatchArrays(shape, graph.graph().getVariable(graph.input()).dataType());
        return batch -> {
            INDArray result = graph.compute(batches.toArray(batch), graph.output());
            Matrix scores = BatchArrays.toMatrix(result);
            return graph.isSigmoid() ? ofTwo(scores) : scores;
        };
    }

    private static Matrix ofTwo(Matrix scores) {
        float[] both = new float[2 * scores.rows()];
        for (int row = 0; row < scores.rows(); row++) {
            both[2 * row] = 1 - scores.get(row, 0);
            both[2 * row + 1] = scores.get(row, 0);
        }
        return new Matrix(scores.rows(), 2, both);
    }

    @Override
    public Classifier classifier(InputShape shape) {
        requireShape(shape);
        return SameDiffClassifier.of(graph, shape);
    }

    private void requireShape(InputShape shape) {
        if (!shape.isPlain()) {
            throw new IllegalArgumentException("The SameDiff graph takes samples alone, but these are " + shape
                    + "; cut sequences to one length, and give one label for each sample");
        }
        long @Nullable [] declared = graph.declared();
        if (declared == null) {
            return;
        }
        long[] given = shape.batch(1);
        boolean fits = declared.length == given.length;
        for (int axis = 1; fits && axis < given.length; axis++) {
            fits = declared[axis] <= 0 || declared[axis] == given[axis];
        }
        if (!fits) {
            throw new IllegalArgumentException("The placeholder '" + graph.input()
                    + "' of the SameDiff graph takes batches of the shape " + Arrays.toString(declared)
                    + ", but samples make " + Arrays.toString(given)
                    + "; give them in the order of the graph's axes (-1 stands for any size)");
        }
    }

    @Override
    public PortableModel portable() {
        return new StoredGraph(bytes());
    }

    /** A graph as SameDiff writes it. */
    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record StoredGraph(byte[] bytes) implements PortableModel {

        @Override
        public AdaptedModel restored() {
            try {
                return new SameDiffModel(SameDiff.fromFlatBuffers(ByteBuffer.wrap(bytes)));
            } catch (IOException e) {
                throw new UncheckedIOException("The SameDiff graph that another process sent cannot be read", e);
            }
        }
    }
}
