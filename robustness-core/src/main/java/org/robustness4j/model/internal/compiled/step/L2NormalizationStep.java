package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;

/** Division of a sample by its L2 norm, in float64. */
record L2NormalizationStep(double epsilon, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        double[] norms = norms(samples);
        for (int row = 0; row < output.values().length; row++) {
            for (int i = 0; i < output.length(samples); i++) {
                output.values()[row][i] = (float) (input.values()[row][i] / Math.max(norms[i % samples], epsilon));
            }
        }
    }

    private double[] norms(int samples) {
        double[] squares = new double[samples];
        for (float[] row : input.values()) {
            for (int i = 0; i < input.length(samples); i++) {
                squares[i % samples] += (double) row[i] * row[i];
            }
        }
        for (int sample = 0; sample < samples; sample++) {
            squares[sample] = Math.sqrt(squares[sample]);
        }
        return squares;
    }

    @Override
    public void backward(int samples) {
        double[] norms = norms(samples);
        double[] along = new double[samples];
        for (int row = 0; row < output.values().length; row++) {
            for (int i = 0; i < output.length(samples); i++) {
                along[i % samples] += (double) output.gradients()[row][i] * input.values()[row][i];
            }
        }
        for (int row = 0; row < output.values().length; row++) {
            for (int i = 0; i < output.length(samples); i++) {
                int sample = i % samples;
                double size = Math.max(norms[sample], epsilon);
                double back = norms[sample] > epsilon ? along[sample] * input.values()[row][i] / (size * size) : 0;
                input.gradients()[row][i] = (float) ((output.gradients()[row][i] - back) / size);
            }
        }
    }
}
