package org.robustness4j.model.dl4j;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;

/**
 * A DL4J normaliser in front of a network, as the map {@code x -> scale * x + shift} per feature that every one of DL4J's
 * is. It is applied after the attack, so that epsilon stays in the user's own units.
 */
final class AffineNormalization {

    private static final double LINEARITY_TOLERANCE = 1e-3;

    private final float @Nullable [] scale;
    private final float @Nullable [] shift;

    private AffineNormalization(float @Nullable [] scale, float @Nullable [] shift) {
        this.scale = scale;
        this.shift = shift;
    }

    static AffineNormalization none() {
        return new AffineNormalization(null, null);
    }

    /**
     * Reads the map off the normaliser's own answers.
     *
     * @throws IllegalArgumentException if they are not those of an affine map per feature
     */
    static AffineNormalization of(@Nullable DataNormalization normalizer, InputShape shape) {
        if (normalizer == null) {
            return none();
        }
        float[] atZero = transformed(normalizer, shape, 0);
        float[] atHundred = transformed(normalizer, shape, 100);
        float[] between = transformed(normalizer, shape, 37);
        float[] scale = new float[atZero.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = (float) (((double) atHundred[i] - atZero[i]) / 100);
            double expected = atZero[i] + 37.0 * scale[i];
            if (!(Math.abs(between[i] - expected) <= LINEARITY_TOLERANCE * (1 + Math.abs(expected)))) {
                throw new IllegalArgumentException(
                        "The normaliser " + normalizer.getClass().getName()
                                + " does not scale and shift each feature; give the network normalised data instead");
            }
        }
        return new AffineNormalization(scale, atZero);
    }

    private static float[] transformed(DataNormalization normalizer, InputShape shape, float value) {
        float[] values = new float[shape.features()];
        Arrays.fill(values, value);
        INDArray array = new Batches(shape, DataType.FLOAT).toArray(new Matrix(1, values.length, values));
        normalizer.transform(array);
        return array.dup('c').data().asFloat();
    }

    Matrix normalize(Matrix batch) {
        if (scale == null || shift == null) {
            return batch;
        }
        float[] values = batch.values().clone();
        for (int i = 0; i < values.length; i++) {
            int feature = i % batch.columns();
            values[i] = values[i] * scale[feature] + shift[feature];
        }
        return new Matrix(batch.rows(), batch.columns(), values);
    }

    Matrix backward(Matrix gradient) {
        if (scale == null) {
            return gradient;
        }
        float[] values = gradient.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale[i % gradient.columns()];
        }
        return new Matrix(gradient.rows(), gradient.columns(), values);
    }
}
