package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;

/** Capsules, a row each, shortened to lengths below 1, in float64. */
record SquashStep(Activations input, Activations output) implements Step {

    /** What DL4J adds to the squared length that it divides by. */
    private static final double EPSILON = 1e-5;

    /** What a capsule is multiplied by. */
    static double factor(double squaredLength) {
        return squaredLength * overSquare(squaredLength);
    }

    /** The derivative of {@link #factor} with respect to the squared length. */
    static double slope(double squaredLength) {
        double rest = 1 - squaredLength / (squaredLength + 1) - 0.5 * squaredLength / (squaredLength + EPSILON);
        return overSquare(squaredLength) * rest;
    }

    private static double overSquare(double squaredLength) {
        return 1 / ((squaredLength + 1) * Math.sqrt(squaredLength + EPSILON));
    }

    @Override
    public void forward(int samples) {
        for (int row = 0; row < output.values().length; row++) {
            float[] x = input.values()[row];
            for (int s = 0; s < samples; s++) {
                double factor = factor(along(x, x, s, samples));
                for (int i = s; i < output.length(samples); i += samples) {
                    output.values()[row][i] = (float) (factor * x[i]);
                }
            }
        }
    }

    @Override
    public void backward(int samples) {
        for (int row = 0; row < output.values().length; row++) {
            float[] x = input.values()[row];
            float[] upstream = output.gradients()[row];
            for (int s = 0; s < samples; s++) {
                double squaredLength = along(x, x, s, samples);
                double factor = factor(squaredLength);
                double pull = 2 * slope(squaredLength) * along(x, upstream, s, samples);
                for (int i = s; i < output.length(samples); i += samples) {
                    input.gradients()[row][i] = (float) (factor * upstream[i] + pull * x[i]);
                }
            }
        }
    }

    /** The inner product of a sample's two vectors. */
    private double along(float[] x, float[] y, int sample, int samples) {
        double sum = 0;
        for (int i = sample; i < output.length(samples); i += samples) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }
}
