package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/** A sequence times its mask. */
record StepMaskingStep(Activations input, Activations mask, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        times(input.values(), output.values(), samples);
    }

    @Override
    public void backward(int samples) {
        times(output.gradients(), input.gradients(), samples);
        Rows.fill(mask.gradients()[0], 0, mask.length(samples));
    }

    private void times(float[][] from, float[][] to, int samples) {
        int n = output.length(samples);
        for (int row = 0; row < from.length; row++) {
            System.arraycopy(from[row], 0, to[row], 0, n);
            Rows.multiply(to[row], mask.values()[0], n);
        }
    }
}
