package org.robustness4j.model.internal;

import java.io.Serializable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;

/** What the values of a sample go through before a model is given them: each by itself, and linearly. */
public interface InputTransformation extends Serializable {

    /**
     * The same for samples of a shape.
     *
     * @throws IllegalArgumentException if it is none for them
     */
    Rows of(InputShape shape);

    /** For samples of one shape; what rows carry behind their values stays as it is. */
    interface Rows {

        /** The number of values of a sample. */
        int values();

        /** A value as the model gets it. */
        float applied(float value, int place);

        /** The slope of the model at a value, from that at the value as the model gets it. */
        float backward(float slope, int place);

        /** A batch as the model gets it. */
        default Matrix applied(Matrix batch) {
            float[] values = batch.values().clone();
            for (int start = 0; start < values.length; start += batch.columns()) {
                for (int i = 0; i < values(); i++) {
                    values[start + i] = applied(values[start + i], i);
                }
            }
            return new Matrix(batch.rows(), batch.columns(), values);
        }

        /** The gradient with respect to a batch, from that with respect to what the model gets. */
        default Matrix backward(Matrix gradient) {
            float[] values = gradient.values().clone();
            for (int start = 0; start < values.length; start += gradient.columns()) {
                for (int i = 0; i < values(); i++) {
                    values[start + i] = backward(values[start + i], i);
                }
            }
            return new Matrix(gradient.rows(), gradient.columns(), values);
        }
    }
}
