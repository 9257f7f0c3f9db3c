package org.robustness4j.dl4j.data;

import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/**
 * The labels of some samples.
 *
 * @param classes of the samples; 0, all as labelled, where a sample carries its labels
 * @param carried the labels that each sample carries, {@code [n, labels]}; null if none
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record SampleLabels(int[] classes, @Nullable Matrix carried) {

    /** What a sample carries for a label that is hidden. */
    static final float HIDDEN = -1;

    static SampleLabels ofClasses(int[] classes) {
        return new SampleLabels(classes, null);
    }

    static SampleLabels carried(Matrix labels) {
        return new SampleLabels(new int[labels.rows()], labels);
    }

    /** The samples with these labels, behind everything else that they carry. */
    Samples on(InputShape shape, Matrix inputs) {
        if (carried == null) {
            return new Samples(shape, inputs, classes);
        }
        InputShape widened = shape.withLabels(carried.columns());
        int columns = widened.features();
        float[] rows = new float[Matrix.size(inputs.rows(), columns)];
        for (int i = 0; i < inputs.rows(); i++) {
            System.arraycopy(inputs.row(i), 0, rows, i * columns, inputs.columns());
            System.arraycopy(carried.row(i), 0, rows, i * columns + inputs.columns(), carried.columns());
        }
        return new Samples(widened, new Matrix(inputs.rows(), columns, rows), classes);
    }
}
