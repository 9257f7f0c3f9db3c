package org.robustness4j.dl4j.data;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;

/** Converts batches of samples to ND4J arrays of the shape and data type of a model, and arrays to batches. */
public record BatchArrays(InputShape shape, DataType type) {

    public INDArray toArray(Matrix batch) {
        INDArray array = Nd4j.createFromArray(batch.values()).reshape('c', shape.batch(batch.rows()));
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
