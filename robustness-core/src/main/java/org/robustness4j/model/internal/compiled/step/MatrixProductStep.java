package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.network.AttentionOperation.MatrixProduct;

/** Products of matrices that are both computed; each value is summed in the order of the inner dimension. */
record MatrixProductStep(MatrixProduct operation, Activations first, Activations second, Activations output)
        implements Step {

    /** Adds to a row of a matrix another one, each value of a sample times one of its own. */
    private static void addRow(Cells y, int to, Cells x, int from, Cells factor, int at, int count, int samples) {
        float[] factors = factor.row(at);
        int first = factor.place(at, samples);
        for (int i = 0; i < count; i++) {
            float[] sums = y.row(to + i);
            float[] terms = x.row(from + i);
            int sum = y.place(to + i, samples);
            int term = x.place(from + i, samples);
            for (int sample = 0; sample < samples; sample++) {
                sums[sum + sample] = Math.fma(factors[first + sample], terms[term + sample], sums[sum + sample]);
            }
        }
    }

    /** Adds to a value the products of the values of two rows of matrices. */
    private static void addProducts(Cells y, int to, Cells a, int first, Cells b, int second, int count, int samples) {
        float[] sums = y.row(to);
        int sum = y.place(to, samples);
        for (int i = 0; i < count; i++) {
            float[] x = a.row(first + i);
            float[] z = b.row(second + i);
            int inX = a.place(first + i, samples);
            int inZ = b.place(second + i, samples);
            for (int sample = 0; sample < samples; sample++) {
                sums[sum + sample] = Math.fma(x[inX + sample], z[inZ + sample], sums[sum + sample]);
            }
        }
    }

    /** Flattened values in rows. */
    @SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
    private record Cells(float[][] rows, int width) {

        float[] row(int index) {
            return rows[index / width];
        }

        int place(int index, int samples) {
            return index % width * samples;
        }

        void clear(int samples) {
            for (float[] row : rows) {
                Rows.fill(row, 0, width * samples);
            }
        }
    }

    private static Cells values(Activations activations) {
        return new Cells(activations.values(), activations.shape().width());
    }

    private static Cells gradients(Activations activations) {
        return new Cells(activations.gradients(), activations.shape().width());
    }

    @Override
    public void forward(int samples) {
        Cells a = values(first);
        Cells b = values(second);
        Cells y = values(output);
        int inner = operation.inner();
        int columns = operation.columns();
        y.clear(samples);
        for (int row = 0; row < operation.groups() * operation.rows(); row++) {
            int group = row / operation.rows();
            for (int k = 0; k < inner; k++) {
                addRow(y, row * columns, b, (group * inner + k) * columns, a, row * inner + k, columns, samples);
            }
        }
    }

    @Override
    public void backward(int samples) {
        Cells upstream = gradients(output);
        Cells ofFirst = gradients(first);
        Cells ofSecond = gradients(second);
        int inner = operation.inner();
        int columns = operation.columns();
        ofFirst.clear(samples);
        ofSecond.clear(samples);
        for (int row = 0; row < operation.groups() * operation.rows(); row++) {
            int group = row / operation.rows();
            for (int k = 0; k < inner; k++) {
                int other = (group * inner + k) * columns;
                int here = row * inner + k;
                addProducts(ofFirst, here, upstream, row * columns, values(second), other, columns, samples);
                addRow(ofSecond, other, upstream, row * columns, values(first), here, columns, samples);
            }
        }
    }
}
