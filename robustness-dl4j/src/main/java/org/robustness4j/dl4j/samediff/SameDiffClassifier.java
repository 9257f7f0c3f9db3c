package org.robustness4j.dl4j.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * A SameDiff graph with the gradient that SameDiff makes of it: that of {@code sum(upstream * logits)} with respect to
 * the placeholder.
 */
final class SameDiffClassifier implements DifferentiableClassifier {

    private static final String UPSTREAM = "robustness4j_upstream";
    private static final String SUM = "robustness4j_sum";

    /** Of a directional derivative in float32, of which one in four probes may lie at a kink. */
    private static final double TOLERANCE = 0.02;

    private static final double[] STEPS = {1e-1, 1e-2, 1e-3};
    private static final int PROBES = 4;

    private final ClassifyingGraph graph;
    private final BatchArrays batches;
    private final int classes;

    private SameDiffClassifier(ClassifyingGraph graph, InputShape shape, int classes) {
        this.graph = graph;
        this.batches =
                new BatchArrays(shape, graph.graph().getVariable(graph.input()).dataType());
        this.classes = classes;
    }

    /** @throws IllegalArgumentException if it does not take such samples, is no classifier, or its gradient is wrong */
    static SameDiffClassifier of(ClassifyingGraph source, InputShape shape) {
        ClassifyingGraph graph = source.copy();
        SDVariable logits = graph.graph().getVariable(graph.logits());
        SDVariable upstream = graph.graph().placeHolder(UPSTREAM, logits.dataType());
        logits.mul(upstream).sum(SUM);
        graph.graph().setLossVariables(SUM);
        SameDiffClassifier unknown = new SameDiffClassifier(graph, shape, 0);
        int outputs = unknown.outputs(
                Matrix.ofRows(List.of(new float[shape.features()], new float[shape.features()]), shape.features()));
        if (graph.isSigmoid() ? outputs != 1 : outputs < 2) {
            throw new IllegalArgumentException("The SameDiff graph gives " + outputs + " values in '" + graph.output()
                    + "'; a classifier has at least 2, or one with sigmoid");
        }
        SameDiffClassifier classifier = new SameDiffClassifier(graph, shape, graph.isSigmoid() ? 2 : outputs);
        classifier.requireGradient(shape);
        return classifier;
    }

    private int outputs(Matrix samples) {
        INDArray result;
        try {
            result = graph.compute(batches.toArray(samples), graph.logits());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The SameDiff graph does not take samples of the shape "
                            + Arrays.toString(batches.shape().batch(samples.rows())) + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
        if (result.rank() != 2 || result.size(0) != samples.rows()) {
            throw new IllegalArgumentException("The SameDiff graph gives '" + graph.logits() + "' of the shape "
                    + Arrays.toString(result.shape()) + " for a batch of " + samples.rows() + "; a classifier's is ["
                    + samples.rows() + ", classes]");
        }
        return Math.toIntExact(result.size(1));
    }

    /**
     * What SameDiff computes is held to differences of the logits along the gradient and along directions of all
     * features, which see what the gradient leaves out.
     */
    private void requireGradient(InputShape shape) {
        Matrix points = ProbeInputs.of(PROBES, shape.features());
        int agreeing = 0;
        String wrong = "";
        for (int probe = 0; probe < PROBES; probe++) {
            Matrix point = points.rows(probe, probe + 1);
            float[] upstream = ProbeInputs.of(1, classes + probe).row(0);
            Matrix weights = new Matrix(1, classes, Arrays.copyOfRange(upstream, probe, probe + classes));
            float[] gradient = gradient(point, weights);
            Optional<String> difference = Stream.of(
                            gradient, direction(gradient.length, 1), direction(gradient.length, 2))
                    .flatMap(along -> disagreement(point, gradient, along, weights).stream())
                    .findFirst();
            wrong = difference.orElse(wrong);
            agreeing += difference.isEmpty() ? 1 : 0;
        }
        if (agreeing < PROBES - 1) {
            throw new IllegalArgumentException("SameDiff's gradient of '" + graph.logits() + "' with respect to '"
                    + graph.input() + "' is wrong: " + wrong + "; give the model as a Classifier of your own");
        }
    }

    private float[] gradient(Matrix point, Matrix weights) {
        try (ForwardPass pass = forward(point)) {
            return pass.backward(weights).row(0);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "SameDiff gives no gradient of '" + graph.logits() + "' with respect to '" + graph.input() + "': "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "; give the model as a Classifier of your own",
                    e);
        }
    }

    private static float[] direction(int features, int number) {
        return ProbeInputs.of(number, features).row(number - 1);
    }

    /** What a gradient and differences say of the same direction, unless they agree for one of the steps. */
    private Optional<String> disagreement(Matrix point, float[] gradient, float[] along, Matrix weights) {
        double length = Math.sqrt(dot(along, along));
        if (length == 0) {
            return Optional.empty();
        }
        double expected = dot(gradient, along) / length;
        double size = Math.sqrt(dot(gradient, gradient));
        double rising = 0;
        for (double step : STEPS) {
            rising = difference(point, along, step / length, weights) / step;
            if (Math.abs(rising - expected) <= TOLERANCE * (size + 1e-3)) {
                return Optional.empty();
            }
        }
        return Optional.of("in a direction the logits should rise by " + expected + ", but rise by " + rising);
    }

    private double difference(Matrix point, float[] direction, double step, Matrix weights) {
        return (dot(weights.row(0), logits(moved(point, direction, step)).row(0))
                        - dot(
                                weights.row(0),
                                logits(moved(point, direction, -step)).row(0)))
                / 2;
    }

    private static Matrix moved(Matrix point, float[] direction, double step) {
        float[] values = point.row(0);
        float[] moved = new float[values.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (values[i] + step * direction[i]);
        }
        return new Matrix(1, moved.length, moved);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        INDArray samples = batches.toArray(batch);
        Matrix values = BatchArrays.toMatrix(graph.compute(samples, graph.logits()));
        return new ForwardPass() {

            @Override
            public Matrix logits() {
                return graph.isSigmoid() ? ofTwo(values) : values;
            }

            @Override
            public Matrix backward(Matrix upstream) {
                Matrix outer = graph.isSigmoid() ? second(upstream) : upstream;
                INDArray weights = BatchArrays.toArray(
                        outer, graph.graph().getVariable(UPSTREAM).dataType());
                INDArray gradient = Objects.requireNonNull(graph.graph()
                        .calculateGradients(Map.of(graph.input(), samples, UPSTREAM, weights), graph.input())
                        .get(graph.input()));
                return batches.ofRows(BatchArrays.toMatrix(gradient));
            }

            @Override
            public void close() {}
        };
    }

    private static Matrix ofTwo(Matrix values) {
        float[] logits = new float[2 * values.rows()];
        for (int row = 0; row < values.rows(); row++) {
            logits[2 * row + 1] = values.get(row, 0);
        }
        return new Matrix(values.rows(), 2, logits);
    }

    private static Matrix second(Matrix upstream) {
        float[] values = new float[upstream.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = upstream.get(row, 1);
        }
        return new Matrix(values.length, 1, values);
    }

    @Override
    public boolean isParallel() {
        return false;
    }

    @Override
    public String computedBy() {
        return "SameDiff";
    }

    @Override
    public DifferentiableClassifier fork() {
        return new SameDiffClassifier(graph.copy(), batches.shape(), classes);
    }
}
