package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;

/** The average or the sum of each channel. */
record GlobalPoolingStep(float factor, Activations input, Activations output, Scratch scratch) implements Step {

    @Override
    public void forward(int samples) {
        scratch.reset();
        int n = input.length(samples);
        int height = input.shape().height();
        float[] column = scratch.take(1, n)[0];
        for (int channel = 0; channel < output.values().length; channel++) {
            Rows.fill(column, 0, n);
            for (int y = 0; y < height; y++) {
                Rows.add(column, input.values()[channel * height + y], n);
            }
            float[] sum = output.values()[channel];
            Rows.fill(sum, 0, samples);
            for (int i = 0; i < n; i += samples) {
                for (int sample = 0; sample < samples; sample++) {
                    sum[sample] += column[i + sample];
                }
            }
            Rows.scale(sum, sum, factor, samples);
        }
    }

    @Override
    public void backward(int samples) {
        int height = input.shape().height();
        int n = input.length(samples);
        for (int channel = 0; channel < output.values().length; channel++) {
            float[] first = input.gradients()[channel * height];
            Rows.scale(output.gradients()[channel], first, factor, samples);
            for (int i = samples; i < n; i += samples) {
                System.arraycopy(first, 0, first, i, samples);
            }
            for (int y = 1; y < height; y++) {
                System.arraycopy(first, 0, input.gradients()[channel * height + y], 0, n);
            }
        }
    }
}
