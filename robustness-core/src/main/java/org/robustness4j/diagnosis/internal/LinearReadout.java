package org.robustness4j.diagnosis.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.robustness4j.attack.loss.internal.Logits;
import org.robustness4j.data.Matrix;

/**
 * A linear function of some logits that is positive for one planted point and negative for the others: the direction
 * from their mean to the planted point, measured by how the others scatter (Fisher's linear discriminant).
 *
 * @param classes whose logits it reads
 * @param weights one for each of them
 * @param bias added to the sum
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record LinearReadout(int[] classes, double[] weights, double bias) {

    /** More logits than points to tell them apart by would fit anything. */
    private static final int MOST_CLASSES = 32;

    /** In which a point is looked for that goes beyond a sample. */
    private static final int DIRECTIONS = 16;

    private static final double REGULARIZATION = 1e-3;

    /** Where the other points' logits are all the same. */
    private static final double LEAST_SCATTER = 1e-12;

    /**
     * Separates a point from others.
     *
     * @param others the logits of the points on the negative side
     * @param planted those of the planted point
     * @return the readout, whose boundary lies in the middle between the planted point and the nearest other one
     */
    static LinearReadout separating(List<float[]> others, float[] planted) {
        int[] ranking = Logits.ranking(others.get(0));
        int[] classes = Arrays.copyOf(ranking, Math.min(MOST_CLASSES, ranking.length));
        int size = classes.length;
        double[] mean = new double[size];
        for (float[] point : others) {
            for (int j = 0; j < size; j++) {
                mean[j] += (double) point[classes[j]] / others.size();
            }
        }
        double[][] scatter = new double[size][size];
        double trace = 0;
        for (float[] point : others) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    scatter[j][k] += (point[classes[j]] - mean[j]) * (point[classes[k]] - mean[k]) / others.size();
                }
            }
        }
        for (int j = 0; j < size; j++) {
            trace += scatter[j][j];
        }
        double[] direction = new double[size];
        for (int j = 0; j < size; j++) {
            scatter[j][j] += REGULARIZATION * trace / size + LEAST_SCATTER;
            direction[j] = planted[classes[j]] - mean[j];
        }
        double[] weights = solve(scatter, direction);
        LinearReadout readout = new LinearReadout(classes, weights, 0);
        double highest = Double.NEGATIVE_INFINITY;
        for (float[] point : others) {
            highest = Math.max(highest, readout.value(point));
        }
        return new LinearReadout(classes, weights, -(highest + readout.value(planted)) / 2);
    }

    /**
     * A readout in a random direction that is positive for one of some points alone, and negative for all others.
     *
     * @param points the logits of each, the first those of a point that must not be the one
     * @return empty where there is none such
     */
    static Optional<LinearReadout> beyond(List<float[]> points, RandomGenerator random) {
        int[] ranking = Logits.ranking(points.get(0));
        int[] classes = Arrays.copyOf(ranking, Math.min(MOST_CLASSES, ranking.length));
        for (int attempt = 0; attempt < DIRECTIONS; attempt++) {
            LinearReadout direction = new LinearReadout(
                    classes, random.doubles(classes.length, -1, 1).toArray(), 0);
            double[] values = points.stream().mapToDouble(direction::value).toArray();
            double[] sorted = Arrays.stream(values).distinct().sorted().toArray();
            if (sorted.length > 1 && values[0] < sorted[sorted.length - 1]) {
                double between = (sorted[sorted.length - 1] + sorted[sorted.length - 2]) / 2;
                return Optional.of(new LinearReadout(classes, direction.weights(), -between));
            }
        }
        return Optional.empty();
    }

    /** Gaussian elimination of a symmetric, positive definite system. */
    private static double[] solve(double[][] matrix, double[] right) {
        int size = right.length;
        double[] x = right.clone();
        for (int p = 0; p < size; p++) {
            for (int row = p + 1; row < size; row++) {
                double factor = matrix[row][p] / matrix[p][p];
                for (int column = p; column < size; column++) {
                    matrix[row][column] -= factor * matrix[p][column];
                }
                x[row] -= factor * x[p];
            }
        }
        for (int p = size - 1; p >= 0; p--) {
            for (int column = p + 1; column < size; column++) {
                x[p] -= matrix[p][column] * x[column];
            }
            x[p] /= matrix[p][p];
        }
        return x;
    }

    double value(float[] logits) {
        double sum = bias;
        for (int j = 0; j < classes.length; j++) {
            sum += weights[j] * logits[classes[j]];
        }
        return sum;
    }

    /** The two logits of a batch, {@code -value} and {@code value}. */
    Matrix of(Matrix logits) {
        float[] values = new float[2 * logits.rows()];
        for (int i = 0; i < logits.rows(); i++) {
            double value = value(logits.row(i));
            values[2 * i] = (float) -value;
            values[2 * i + 1] = (float) value;
        }
        return new Matrix(logits.rows(), 2, values);
    }

    /** The gradient with respect to the model's logits of what has a gradient with respect to the two logits. */
    Matrix backward(Matrix upstream, int modelClasses) {
        float[] values = new float[upstream.rows() * modelClasses];
        for (int i = 0; i < upstream.rows(); i++) {
            double factor = (double) upstream.get(i, 1) - upstream.get(i, 0);
            for (int j = 0; j < classes.length; j++) {
                values[i * modelClasses + classes[j]] = (float) (factor * weights[j]);
            }
        }
        return new Matrix(upstream.rows(), modelClasses, values);
    }
}
