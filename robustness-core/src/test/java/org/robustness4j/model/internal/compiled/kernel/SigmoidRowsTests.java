package org.robustness4j.model.internal.compiled.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against {@link StrictMath} in float64. */
class SigmoidRowsTests {

    /** Of a relative error; the rounding of x itself makes one of up to {@code 6e-8 |x|}. */
    private static final double PRECISION = 4e-7;

    private static float[] inputs() {
        float[] inputs = new float[2001];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (i - 1000) * 0.0377f;
        }
        return inputs;
    }

    @Test
    void sigmoidAndItsDerivativeAreRightFarFromZeroToo() {
        float[] inputs = inputs();
        float[] values = inputs.clone();
        float[] slopes = new float[inputs.length];

        SigmoidRows.sigmoid(values, slopes, 0, inputs.length);

        for (int i = 0; i < inputs.length; i++) {
            double x = inputs[i];
            double expected = 1 / (1 + StrictMath.exp(-x));
            double slope = expected / (1 + StrictMath.exp(x));
            double relative = PRECISION * (1 + Math.abs(x));
            assertThat((double) values[i]).as("at %s", x).isCloseTo(expected, within(relative * expected));
            assertThat((double) slopes[i]).as("slope at %s", x).isCloseTo(slope, within(relative * slope));
        }
    }

    @Test
    void tanhAndItsDerivativeAreRightFarFromZeroToo() {
        float[] inputs = inputs();
        float[] values = inputs.clone();
        float[] slopes = new float[inputs.length];

        SigmoidRows.tanh(values, slopes, 0, inputs.length);

        for (int i = 0; i < inputs.length; i++) {
            double x = inputs[i];
            double expected = StrictMath.tanh(x);
            double slope = 1 / (StrictMath.cosh(x) * StrictMath.cosh(x));
            assertThat((double) values[i]).as("at %s", x).isCloseTo(expected, within(PRECISION * Math.abs(expected)));
            assertThat((double) slopes[i])
                    .as("slope at %s", x)
                    .isCloseTo(slope, within(4 * PRECISION * (1 + Math.abs(x)) * slope));
        }
    }

    @Test
    void whatIsNotFiniteHasItsLimits() {
        float[] values = {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN, 0, -0f};
        float[] tanh = values.clone();

        SigmoidRows.sigmoid(values, new float[5], 0, 5);
        SigmoidRows.tanh(tanh, new float[5], 0, 5);

        assertThat(values[0]).isBetween(0f, 1e-37f);
        assertThat(values).endsWith(1f, Float.NaN, 0.5f, 0.5f);
        assertThat(tanh[0]).isEqualTo(-1f);
        assertThat(tanh[1]).isEqualTo(1f);
        assertThat(tanh[2]).isNaN();
        assertThat(tanh[3]).isZero();
    }

    /** Vectors and what is left over must come to the same bits, or a sample would depend on its batch. */
    @Test
    void bitsAreTheSameAtAnyPlaceOfARow() {
        float[] inputs = inputs();
        float[] values = inputs.clone();
        float[] slopes = new float[inputs.length];
        for (int i = 0; i < 20_000; i++) {
            System.arraycopy(inputs, 0, values, 0, inputs.length);
            SigmoidRows.sigmoid(values, slopes, 0, inputs.length);
        }

        for (int i = 0; i < inputs.length; i++) {
            float[] value = {7, inputs[i], 7};
            float[] slope = new float[3];
            SigmoidRows.sigmoid(value, slope, 1, 2);
            assertThat(value).containsExactly(7, values[i], 7);
            assertThat(slope).containsExactly(0, slopes[i], 0);
        }
    }
}
