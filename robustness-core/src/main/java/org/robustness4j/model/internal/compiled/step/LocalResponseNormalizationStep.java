package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.network.Operation.LocalResponseNormalization;

/** Local response normalisation, in float64. */
record LocalResponseNormalizationStep(LocalResponseNormalization constants, Activations input, Activations output)
        implements Step {

    @Override
    public void forward(int samples) {
        int height = input.shape().height();
        int n = input.length(samples);
        for (int row = 0; row < output.values().length; row++) {
            for (int i = 0; i < n; i++) {
                double x = input.values()[row][i];
                output.values()[row][i] =
                        (float) (x * StrictMath.pow(base(row / height, row % height, i), -constants.beta()));
            }
        }
    }

    /** {@code k + alpha * sum of squares} around a channel. */
    private double base(int channel, int y, int i) {
        int height = input.shape().height();
        double sum = 0;
        for (int other = first(channel); other <= last(channel); other++) {
            double x = input.values()[other * height + y][i];
            sum += x * x;
        }
        return constants.k() + constants.alpha() * sum;
    }

    private int first(int channel) {
        return Math.max(0, channel - constants.depth() / 2);
    }

    private int last(int channel) {
        return Math.min(input.shape().channels() - 1, channel + constants.depth() / 2);
    }

    @Override
    public void backward(int samples) {
        int height = input.shape().height();
        int channels = input.shape().channels();
        int n = input.length(samples);
        double[] pull = new double[channels];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < n; i++) {
                for (int channel = 0; channel < channels; channel++) {
                    int row = channel * height + y;
                    double base = base(channel, y, i);
                    double power = StrictMath.pow(base, -constants.beta());
                    double upstream = output.gradients()[row][i];
                    pull[channel] = upstream * input.values()[row][i] * power / base;
                    input.gradients()[row][i] = (float) (upstream * power);
                }
                for (int channel = 0; channel < channels; channel++) {
                    double sum = 0;
                    for (int other = first(channel); other <= last(channel); other++) {
                        sum += pull[other];
                    }
                    int row = channel * height + y;
                    double x = input.values()[row][i];
                    input.gradients()[row][i] -= (float) (2 * constants.alpha() * constants.beta() * x * sum);
                }
            }
        }
    }
}
