package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/** The maximum of each channel; of equal ones the first gets the gradient. */
record GlobalMaxPoolingStep(Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int height = input.shape().height();
        int n = input.length(samples);
        for (int channel = 0; channel < output.values().length; channel++) {
            float[] largest = output.values()[channel];
            Rows.fill(largest, Float.NEGATIVE_INFINITY, samples);
            for (int y = 0; y < height; y++) {
                float[] row = input.values()[channel * height + y];
                for (int i = 0; i < n; i++) {
                    largest[i % samples] = Math.max(largest[i % samples], row[i]);
                }
            }
        }
    }

    @Override
    public void backward(int samples) {
        int height = input.shape().height();
        int n = input.length(samples);
        for (int channel = 0; channel < output.values().length; channel++) {
            float[] largest = output.values()[channel];
            float[] left = output.gradients()[channel];
            for (int y = 0; y < height; y++) {
                float[] row = input.values()[channel * height + y];
                float[] gradient = input.gradients()[channel * height + y];
                for (int i = 0; i < n; i++) {
                    boolean first = row[i] == largest[i % samples];
                    gradient[i] = first ? left[i % samples] : 0;
                    left[i % samples] = first ? 0 : left[i % samples];
                }
            }
        }
    }
}
