package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/** Which steps are not padding, that is, not of one value everywhere. */
record PaddingMaskStep(float padding, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        float[] mask = output.values()[0];
        int length = input.length(samples);
        Rows.fill(mask, 0, length);
        for (float[] channel : input.values()) {
            for (int i = 0; i < length; i++) {
                mask[i] = channel[i] == padding ? mask[i] : 1;
            }
        }
    }

    @Override
    public void backward(int samples) {
        for (float[] gradient : input.gradients()) {
            Rows.fill(gradient, 0, input.length(samples));
        }
    }
}
