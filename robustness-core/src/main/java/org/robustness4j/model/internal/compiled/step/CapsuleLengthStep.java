package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;

/** The lengths of capsules, a row each, in float64. */
record CapsuleLengthStep(Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        for (int row = 0; row < input.values().length; row++) {
            for (int s = 0; s < samples; s++) {
                output.values()[row][s] = (float) length(input.values()[row], s, samples);
            }
        }
    }

    @Override
    public void backward(int samples) {
        for (int row = 0; row < input.values().length; row++) {
            float[] x = input.values()[row];
            for (int s = 0; s < samples; s++) {
                double length = length(x, s, samples);
                double factor = length > 0 ? output.gradients()[row][s] / length : 0;
                for (int i = s; i < input.length(samples); i += samples) {
                    input.gradients()[row][i] = (float) (factor * x[i]);
                }
            }
        }
    }

    private double length(float[] x, int sample, int samples) {
        double square = 0;
        for (int i = sample; i < input.length(samples); i += samples) {
            square += (double) x[i] * x[i];
        }
        return Math.sqrt(square);
    }
}
