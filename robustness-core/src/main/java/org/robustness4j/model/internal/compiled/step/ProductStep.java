package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/** The product of several inputs, value by value. */
record ProductStep(List<Activations> inputs, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            float[] product = output.values()[row];
            System.arraycopy(inputs.get(0).values()[row], 0, product, 0, n);
            for (Activations input : inputs.subList(1, inputs.size())) {
                Rows.multiply(product, input.values()[row], n);
            }
        }
    }

    @Override
    public void backward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            for (int i = 0; i < inputs.size(); i++) {
                float[] gradient = inputs.get(i).gradients()[row];
                System.arraycopy(output.gradients()[row], 0, gradient, 0, n);
                for (int other = 0; other < inputs.size(); other++) {
                    if (other != i) {
                        Rows.multiply(gradient, inputs.get(other).values()[row], n);
                    }
                }
            }
        }
    }
}
