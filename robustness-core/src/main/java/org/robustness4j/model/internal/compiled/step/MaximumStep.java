package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/** The maximum of several inputs, value by value; of equal ones the first gets the gradient. */
record MaximumStep(List<Activations> inputs, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            float[] y = output.values()[row];
            System.arraycopy(inputs.get(0).values()[row], 0, y, 0, n);
            for (Activations input : inputs.subList(1, inputs.size())) {
                Rows.max(y, input.values()[row], n);
            }
        }
    }

    @Override
    public void backward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            for (Activations input : inputs) {
                Rows.claim(
                        output.values()[row], input.values()[row], output.gradients()[row], input.gradients()[row], n);
            }
        }
    }
}
