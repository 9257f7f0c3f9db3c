package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.network.ScalarFunction;

/** Any other function of single values, computed in float64. */
record ActivationStep(ScalarFunction function, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            float[] x = input.values()[row];
            float[] y = output.values()[row];
            for (int i = 0; i < n; i++) {
                y[i] = (float) function.value(x[i]);
            }
        }
    }

    @Override
    public void backward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            float[] x = input.values()[row];
            float[] g = output.gradients()[row];
            float[] result = input.gradients()[row];
            for (int i = 0; i < n; i++) {
                result[i] = (float) (g[i] * function.derivative(x[i]));
            }
        }
    }
}
