package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.SigmoidRows;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.SmoothFunction;

/** A function of single values applied to a part of a row. */
@FunctionalInterface
interface RowFunction {

    /**
     * Replaces values by those of the function.
     *
     * @param slopes receives the derivatives, at the same places
     */
    void apply(float[] values, float[] slopes, int from, int to);

    static RowFunction of(ScalarFunction function) {
        if (function == SmoothFunction.SIGMOID) {
            return SigmoidRows::sigmoid;
        }
        if (function == SmoothFunction.TANH) {
            return SigmoidRows::tanh;
        }
        return (values, slopes, from, to) -> {
            for (int i = from; i < to; i++) {
                float x = values[i];
                values[i] = (float) function.value(x);
                slopes[i] = (float) function.derivative(x);
            }
        };
    }
}
