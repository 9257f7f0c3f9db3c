package org.robustness4j.dl4j.layerwise;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.ClassLogits;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.OutputKind;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.LargeInputs;
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
    private final ClassLogits output;
    /** What large probes gave when they were sent through; null where they are small. */
    private final @Nullable Matrix probeOutputs;

    /**
     * Sends samples through the network: the shapes fit, or DL4J says why not.
     *
     * @throws IllegalArgumentException if the network does not take samples of this shape, or does not give one row of
     *     logits for each
     */
    public LayerwiseClassifier(LogitsGraph network, AffineNormalization normalization, InputShape shape) {
        this.network = network;
        this.normalization = normalization;
        this.shape = shape;
        this.batches = new BatchArrays(shape, network.graph().params().dataType());
        Probed probed = LargeInputs.areLarge(shape.values()) ? ofLarge() : new Probed(outputShape(), null);
        this.output = network.output().of(shape, probed.shape());
        this.probeOutputs = probed.outputs();
    }

    /**
     * What probes gave.
     *
     * @param shape of the output of one sample
     * @param outputs of {@link ProbeInputs#of(InputShape)}, null where other samples were sent
     */
    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Probed(long[] shape, @Nullable Matrix outputs) {}

    private LayerwiseClassifier(
            LogitsGraph network, AffineNormalization normalization, InputShape shape, ClassLogits output) {
        this.network = network;
        this.normalization = normalization;
        this.shape = shape;
        this.batches = new BatchArrays(shape, network.graph().params().dataType());
        this.output = output;
        this.probeOutputs = null;
    }

    /** Of those inputs that are large, the probes are all that is sent through, and once. */
    private Probed ofLarge() {
        Matrix probes = ProbeInputs.of(shape);
        GraphPass tried;
        try {
            tried = pass(normalization.normalize(probes));
        } catch (RuntimeException e) {
            try (GraphPass zeros = probe(probes.rows())) {
                return new Probed(ofOneSample(zeros, probes.rows()), null);
            }
        }
        try (GraphPass pass = tried) {
            return new Probed(ofOneSample(pass, probes.rows()), BatchArrays.toMatrix(pass.output()));
        }
    }

    private static long[] ofOneSample(GraphPass pass, int samples) {
        INDArray result = pass.output();
        if (result.size(0) != samples) {
            throw new IllegalArgumentException(
                    ScoreShape.unknown("The network, from " + pass.firstWithOtherRows(samples) + " on,")
                            .wrongRows(result.size(0), samples));
        }
        return OutputKind.ofOneSample(result.shape());
    }

    /** Of one sample, the same whatever the number of samples is. */
    private long[] outputShape() {
        long[] first = new long[0];
        for (int samples : PROBES) {
            try (GraphPass pass = probe(samples)) {
                first = ofOneSample(pass, samples);
            }
        }
        return first;
    }

    /** Zeros, which are indices too; where they are taken for padding, other values. */
    private GraphPass probe(int samples) {
        try {
            return pass(ProbeInputs.zeros(samples, shape));
        } catch (RuntimeException e) {
            return probe(samples, e);
        }
    }

    private GraphPass probe(int samples, RuntimeException e) {
        try {
            return pass(ProbeInputs.of(samples, shape));
        } catch (RuntimeException again) {
            throw new IllegalArgumentException(
                    new WrongShape(network.graph(), shape)
                            .message(e.getMessage() == null ? e.toString() : e.getMessage()),
                    e);
        }
    }

    private GraphPass pass(Matrix batch) {
        return new GraphPass(network.graph(), batches.toArray(batch), batches.mask(batch));
    }

    @Override
    public int classes() {
        return output.classes();
    }

    /** What the outputs of the network mean for these samples. */
    public ClassLogits output() {
        return output;
    }

    /** What they mean for rows of another shape that carry the same behind their values. */
    public ClassLogits outputFor(InputShape rows) {
        return network.output().of(rows, outputShape());
    }

    /** The outputs of the network, of which logits are made, flattened. */
    public Matrix outputs(Matrix batch) {
        try (GraphPass pass = pass(normalization.normalize(batch))) {
            return BatchArrays.toMatrix(pass.output());
        }
    }

    /** The same for {@link ProbeInputs#of(InputShape)}, in which two ways to compute a network are compared. */
    public Matrix probeOutputs() {
        return probeOutputs == null ? outputs(ProbeInputs.of(shape)) : probeOutputs;
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

        private final GraphPass pass;
        private final Matrix batch;

        Pass(Matrix batch) {
            this.batch = batch;
            this.pass = pass(normalization.normalize(batch));
        }

        @Override
        public Matrix logits() {
            return output.logits(BatchArrays.toMatrix(pass.output()), batch);
        }

        @Override
        public Matrix backward(Matrix upstream) {
            INDArray result = pass.output();
            Matrix ofOutputs = output.backward(upstream, BatchArrays.toMatrix(result), batch);
            INDArray gradient =
                    BatchArrays.toArray(ofOutputs, result.dataType()).reshape('c', result.shape());
            return normalization.backward(batches.ofRows(BatchArrays.toMatrix(pass.backward(gradient))));
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
