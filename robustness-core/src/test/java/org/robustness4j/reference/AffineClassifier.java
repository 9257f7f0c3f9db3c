package org.robustness4j.reference;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Logits that are affine functions of the features: of every sample it is known whether a ball in LINF, cut with the range,
 * holds a point of another class.
 *
 * @param weights {@code [classes][features]}
 * @param biases {@code [classes]}
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record AffineClassifier(double[][] weights, double[] biases) implements DifferentiableClassifier {

    /** Random weights, and biases that leave the middle of the domain undecided, so that all classes are predicted. */
    public static AffineClassifier random(int classes, int features, Domain domain, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] weights = new double[classes][features];
        double[] biases = new double[classes];
        double middle = (domain.minimum() + (double) domain.maximum()) / 2;
        for (int j = 0; j < classes; j++) {
            for (int f = 0; f < features; f++) {
                weights[j][f] = random.nextGaussian() / domain.width();
                biases[j] -= weights[j][f] * middle;
            }
        }
        return new AffineClassifier(weights, biases);
    }

    /** Uniform samples of the domain, with the labels that the model gives them. */
    public Samples samples(int count, Domain domain, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int features = weights[0].length;
        float[] values = new float[count * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(
                    domain.minimum(),
                    Math.min(domain.maximum(), domain.minimum() + domain.width() * random.nextDouble()));
        }
        return labelled(InputShape.flat(features), new Matrix(count, features, values));
    }

    /** Inputs with the labels that the model gives them. */
    public Samples labelled(InputShape shape, Matrix inputs) {
        Matrix logits = logits(inputs);
        return new Samples(
                shape,
                inputs,
                IntStream.range(0, inputs.rows()).map(logits::argMax).toArray());
    }

    /**
     * How many of the samples that the model is right about have a point of another class in their ball.
     *
     * @param target the only class that counts, negative for any
     */
    public int breakable(Samples samples, Domain domain, double epsilon, int target) {
        Matrix logits = logits(samples.inputs());
        return (int) IntStream.range(0, samples.size())
                .filter(i -> logits.argMax(i) == samples.label(i) && samples.label(i) != target)
                .filter(i -> IntStream.range(0, classes())
                        .filter(j -> j != samples.label(i) && (target < 0 || j == target))
                        .anyMatch(j -> highestMargin(samples.input(i), samples.label(i), j, domain, epsilon) > 0))
                .count();
    }

    /** The highest margin of a class over the label in the ball: each feature goes as far as it helps. */
    private double highestMargin(float[] sample, int label, int other, Domain domain, double epsilon) {
        double margin = biases[other] - biases[label];
        for (int f = 0; f < sample.length; f++) {
            double slope = weights[other][f] - weights[label][f];
            double room = !domain.isMutable(f)
                    ? 0
                    : slope > 0
                            ? Math.min(epsilon, (double) domain.maximum() - sample[f])
                            : Math.max(-epsilon, (double) domain.minimum() - sample[f]);
            margin += slope * (sample[f] + room);
        }
        return margin;
    }

    @Override
    public int classes() {
        return biases.length;
    }

    @Override
    public Matrix logits(Matrix batch) {
        float[] logits = new float[batch.rows() * classes()];
        for (int i = 0; i < batch.rows(); i++) {
            for (int j = 0; j < classes(); j++) {
                double sum = biases[j];
                for (int f = 0; f < batch.columns(); f++) {
                    sum += weights[j][f] * batch.get(i, f);
                }
                logits[i * classes() + j] = (float) sum;
            }
        }
        return new Matrix(batch.rows(), classes(), logits);
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        Matrix logits = logits(batch);
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return logits;
            }

            @Override
            public Matrix backward(Matrix upstream) {
                float[] gradients = new float[batch.rows() * batch.columns()];
                for (int i = 0; i < batch.rows(); i++) {
                    for (int f = 0; f < batch.columns(); f++) {
                        double sum = 0;
                        for (int j = 0; j < classes(); j++) {
                            sum += upstream.get(i, j) * weights[j][f];
                        }
                        gradients[i * batch.columns() + f] = (float) sum;
                    }
                }
                return new Matrix(batch.rows(), batch.columns(), gradients);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public DifferentiableClassifier fork() {
        return this;
    }

    /** The same model without its gradients. */
    public static Classifier scoresOf(Classifier model) {
        return new Scores(model);
    }

    /** The same model, of which nothing is told but the class that it predicts. */
    public static Classifier labelsOf(Classifier model) {
        return new Labels(model);
    }

    private record Scores(Classifier model) implements Classifier {

        @Override
        public int classes() {
            return model.classes();
        }

        @Override
        public Matrix logits(Matrix batch) {
            return model.logits(batch);
        }

        @Override
        public Classifier fork() {
            return new Scores(model.fork());
        }
    }

    private record Labels(Classifier model) implements Classifier {

        @Override
        public int classes() {
            return model.classes();
        }

        @Override
        public Matrix logits(Matrix batch) {
            Matrix logits = model.logits(batch);
            float[] labels = new float[logits.values().length];
            for (int i = 0; i < logits.rows(); i++) {
                labels[i * logits.columns() + logits.argMax(i)] = 1;
            }
            return new Matrix(logits.rows(), logits.columns(), labels);
        }

        @Override
        public Classifier fork() {
            return new Labels(model.fork());
        }
    }
}
