package org.robustness4j.diagnosis.internal;

import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.FeasibleRegion;

/**
 * A model whose decision is known: a plane between a sample and a point on the surface of its ball, at four fifths of
 * the way. It has no scores, only the label, as 0 and 1.
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record PlaneClassifier(double[] normal, double bias) implements Classifier {

    private static final double DEPTH = 0.8;

    /** A plane across the way from the sample to a point, nearer to the point. */
    static PlaneClassifier cutting(FeasibleRegion region, float[] point) {
        float[] clean = region.clean();
        double[] normal = new double[clean.length];
        double atClean = 0;
        double atPoint = 0;
        for (int i = 0; i < normal.length; i++) {
            normal[i] = (double) point[i] - clean[i];
            atClean += normal[i] * clean[i];
            atPoint += normal[i] * point[i];
        }
        return new PlaneClassifier(normal, -(atClean + DEPTH * (atPoint - atClean)));
    }

    /** Positive beyond the plane. */
    double value(float[] point) {
        double sum = bias;
        for (int i = 0; i < normal.length; i++) {
            sum += normal[i] * point[i];
        }
        return sum;
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public Matrix logits(Matrix batch) {
        float[] labels = new float[2 * batch.rows()];
        for (int i = 0; i < batch.rows(); i++) {
            labels[2 * i + (value(batch.row(i)) > 0 ? 1 : 0)] = 1;
        }
        return new Matrix(batch.rows(), 2, labels);
    }

    @Override
    public OptionalInt preferredBatch() {
        return OptionalInt.of(1);
    }

    @Override
    public Classifier fork() {
        return this;
    }
}
