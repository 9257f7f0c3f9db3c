package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;

/**
 * A DL4J normaliser in front of a network, as the map {@code x -> scale * x + shift} per feature that every one of
 * DL4J's is. It is applied after the attack, so that epsilon stays in the user's own units.
 */
public final class AffineNormalization {

    private static final double LINEARITY_TOLERANCE = 1e-6;

    private final double @Nullable [] scale;
    private final double @Nullable [] shift;

    /** Of the samples whose padding becomes 0, null if there is none. */
    private final @Nullable InputShape masked;

    private AffineNormalization(double @Nullable [] scale, double @Nullable [] shift, @Nullable InputShape masked) {
        this.scale = scale;
        this.shift = shift;
        this.masked = masked;
    }

    public static AffineNormalization none() {
        return new AffineNormalization(null, null, null);
    }

    /**
     * Reads the map off the normaliser's own answers, in float64: a large mean would drown the scale in float32.
     *
     * @throws IllegalArgumentException if they are not those of an affine map per feature
     */
    public static AffineNormalization of(@Nullable DataNormalization normalizer, InputShape shape) {
        if (normalizer == null) {
            return none();
        }
        double[] atZero = transformed(normalizer, shape, 0);
        double[] atOne = transformed(normalizer, shape, 1);
        double[] far = transformed(normalizer, shape, -1000);
        double[] scale = new double[atZero.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = atOne[i] - atZero[i];
            double expected = atZero[i] - 1000 * scale[i];
            double size = Math.abs(atZero[i]) + 1000 * Math.abs(scale[i]);
            if (!(Math.abs(far[i] - expected) <= LINEARITY_TOLERANCE * size)) {
                throw new IllegalArgumentException("The normaliser "
                        + normalizer.getClass().getName() + " does not scale and shift each feature: it turns 0 into "
                        + atZero[i] + ", 1 into " + atOne[i] + " and -1000 into " + far[i]
                        + "; give the network normalised data instead");
            }
        }
        return new AffineNormalization(scale, atZero, shape.masked() ? shape : null);
    }

    private static double[] transformed(DataNormalization normalizer, InputShape shape, double value) {
        INDArray array = Nd4j.valueArrayOf(shape.batch(1), value, DataType.DOUBLE);
        normalizer.transform(array);
        return array.dup('c').data().asDouble();
    }

    /** Whether it leaves samples as they are. */
    public boolean isNone() {
        return scale == null;
    }

    /** Its numbers. */
    @Override
    public String toString() {
        return Arrays.toString(scale) + Arrays.toString(shift);
    }

    /**
     * What rows carry behind the values of a sample stays as it is; padding becomes 0, as DL4J's normalisers have it.
     */
    public Matrix normalize(Matrix batch) {
        if (scale == null || shift == null) {
            return batch;
        }
        int columns = batch.columns();
        float[] values = new float[batch.values().length];
        for (int row = 0; row < values.length; row += columns) {
            for (int j = 0; j < scale.length; j++) {
                values[row + j] = (float) (batch.values()[row + j] * scale[j] + shift[j]);
            }
            System.arraycopy(batch.values(), row + scale.length, values, row + scale.length, columns - scale.length);
        }
        Matrix normalized = new Matrix(batch.rows(), batch.columns(), values);
        if (masked != null) {
            setPaddingToZero(normalized, masked);
        }
        return normalized;
    }

    private static void setPaddingToZero(Matrix batch, InputShape shape) {
        for (int row = 0; row < batch.rows(); row++) {
            float[] values = batch.row(row);
            for (int j = 0; j < shape.values(); j++) {
                if (!shape.isOfTheSample(values, j)) {
                    batch.values()[row * batch.columns() + j] = 0;
                }
            }
        }
    }

    /** The gradient of what rows carry behind the values of a sample is zero. */
    public Matrix backward(Matrix gradient) {
        if (scale == null) {
            return gradient;
        }
        int columns = gradient.columns();
        float[] values = new float[gradient.values().length];
        for (int row = 0; row < values.length; row += columns) {
            for (int j = 0; j < scale.length; j++) {
                values[row + j] = (float) (gradient.values()[row + j] * scale[j]);
            }
        }
        return new Matrix(gradient.rows(), gradient.columns(), values);
    }
}
