package org.robustness4j.attack;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.threat.Norm;

/**
 * A classifier of two classes on both sides of a plane, {@code w (x - origin) = 0}, of which the distance of every sample is known;
 * with more logits if wanted.
 *
 * @param weights w
 * @param origin subtracted from each feature first, in float64
 * @param factor of the margin
 * @param shift added to all logits
 * @param impossible logits of classes that can never win, added at the end
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record Plane(double[] weights, double origin, double factor, float shift, float... impossible)
        implements DifferentiableClassifier {

    /** Random weights. */
    public static Plane random(int features, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[] weights = new double[features];
        for (int f = 0; f < features; f++) {
            weights[f] = random.nextGaussian();
        }
        return new Plane(weights, 0, 1, 0);
    }

    Plane around(double newOrigin, double newFactor) {
        return new Plane(weights, newOrigin, newFactor, shift, impossible);
    }

    Plane shifted(float newShift) {
        return new Plane(weights, origin, factor, newShift, impossible);
    }

    Plane withImpossible(float... logits) {
        return new Plane(weights, origin, factor, shift, logits);
    }

    double value(float[] input) {
        double sum = 0;
        for (int f = 0; f < input.length; f++) {
            sum += weights[f] * (input[f] - origin);
        }
        return sum;
    }

    /** How far a sample is from the plane, when only some features may change. */
    public double distance(float[] input, Norm norm, Domain domain) {
        float[] mutable = new float[input.length];
        for (int f = 0; f < input.length; f++) {
            mutable[f] = domain.isMutable(f) ? (float) weights[f] : 0;
        }
        return Math.abs(value(input)) / norm.dual().size(mutable);
    }

    /** Samples around the origin, uniformly up to a reach, with the classifier's own labels. */
    public Samples samples(InputShape shape, int count, double reach, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] inputs = new float[count * weights.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) (origin + reach * (2 * random.nextDouble() - 1));
        }
        Matrix rows = new Matrix(count, weights.length, inputs);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = value(rows.row(i)) > 0 ? 1 : 0;
        }
        return new Samples(shape, rows, labels);
    }

    @Override
    public int classes() {
        return 2 + impossible.length;
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        float[] logits = new float[classes() * batch.rows()];
        for (int i = 0; i < batch.rows(); i++) {
            double half = factor * value(batch.row(i)) / 2;
            logits[classes() * i] = (float) (shift - half);
            logits[classes() * i + 1] = (float) (shift + half);
            System.arraycopy(impossible, 0, logits, classes() * i + 2, impossible.length);
        }
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return new Matrix(batch.rows(), classes(), logits);
            }

            @Override
            public Matrix backward(Matrix upstream) {
                float[] gradient = new float[batch.rows() * weights.length];
                for (int i = 0; i < gradient.length; i++) {
                    int row = i / weights.length;
                    double difference = (double) upstream.get(row, 1) - upstream.get(row, 0);
                    gradient[i] = (float) (difference * factor * weights[i % weights.length] / 2);
                }
                return new Matrix(batch.rows(), weights.length, gradient);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public DifferentiableClassifier fork() {
        return this;
    }
}
