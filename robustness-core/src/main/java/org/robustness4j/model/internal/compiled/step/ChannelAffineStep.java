package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/** {@code scale * x + shift} per channel, where it could not be folded into the layer before. */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record ChannelAffineStep(float[] scale, float[] shift, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            int channel = row / output.shape().height();
            Rows.affine(input.values()[row], output.values()[row], scale[channel], shift[channel], n);
        }
    }

    @Override
    public void backward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            Rows.scale(
                    output.gradients()[row],
                    input.gradients()[row],
                    scale[row / output.shape().height()],
                    n);
        }
    }
}
