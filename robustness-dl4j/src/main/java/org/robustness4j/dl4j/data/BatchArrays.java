package org.robustness4j.dl4j.data;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;

/** Converts batches of samples to ND4J arrays of the shape and data type of a model, and arrays to batches. */
public record BatchArrays(InputShape shape, DataType type) {

    /** The values of the samples, without what rows carry behind them. */
    public INDArray toArray(Matrix batch) {
        float[] values = columns(batch, 0, shape.values());
        return array(values, shape.batch(batch.rows()));
    }

    /** The mask of the steps of each sample, {@code [n, length]}; null if the samples have none. */
    public @Nullable INDArray mask(Matrix batch) {
        if (!shape.masked()) {
            return null;
        }
        float[] values = columns(batch, shape.maskIndex(0), shape.width());
        return array(values, batch.rows(), shape.width());
    }

    /** The gradient of whole rows: zero for what they carry behind the values of the samples. */
    public Matrix ofRows(Matrix values) {
        int columns = shape.features();
        if (values.columns() == columns) {
            return values;
        }
        float[] rows = new float[Matrix.size(values.rows(), columns)];
        for (int row = 0; row < values.rows(); row++) {
            System.arraycopy(values.values(), row * values.columns(), rows, row * columns, values.columns());
        }
        return new Matrix(values.rows(), columns, rows);
    }

    private static float[] columns(Matrix batch, int from, int count) {
        if (count == batch.columns()) {
            return batch.values();
        }
        float[] values = new float[Matrix.size(batch.rows(), count)];
        for (int row = 0; row < batch.rows(); row++) {
            System.arraycopy(batch.values(), row * batch.columns() + from, values, row * count, count);
        }
        return values;
    }

    private INDArray array(float[] values, long... arrayShape) {
        INDArray array = Nd4j.createFromArray(values).reshape('c', arrayShape);
        return array.dataType() == type ? array : array.castTo(type);
    }

    public static INDArray toArray(Matrix matrix, DataType type) {
        return new BatchArrays(InputShape.flat(matrix.columns()), type).toArray(matrix);
    }

    public static Matrix toMatrix(INDArray array) {
        int rows = Math.toIntExact(array.size(0));
        Matrix.size(rows, array.length() / rows);
        float[] values = array.castTo(DataType.FLOAT).dup('c').data().asFloat();
        return new Matrix(rows, values.length / rows, values);
    }
}
