package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.network.RecurrentOperation.LayerNormalization;

/**
 * The channels at each place standardised and multiplied with gains.
 *
 * @param standard the standardised channels of each column of samples
 * @param scales what they were multiplied with
 */
@SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
record LayerNormalizationStep(float[] gains, Activations input, Activations output, float[][] standard, float[] scales)
        implements Step {

    static LayerNormalizationStep of(LayerNormalization normalization, Activations input, Activations output) {
        int places = input.shape().height() * input.values()[0].length;
        float[] gains = normalization.gains().clone();
        return new LayerNormalizationStep(gains, input, output, new float[places][gains.length], new float[places]);
    }

    @Override
    public void forward(int samples) {
        int height = input.shape().height();
        int length = input.length(samples);
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < length; i++) {
                float[] row = standard[y * length + i];
                for (int channel = 0; channel < gains.length; channel++) {
                    row[channel] = input.values()[channel * height + y][i];
                }
                scales[y * length + i] = Standardization.forward(row, gains.length);
                for (int channel = 0; channel < gains.length; channel++) {
                    output.values()[channel * height + y][i] = gains[channel] * row[channel];
                }
            }
        }
    }

    @Override
    public void backward(int samples) {
        int height = input.shape().height();
        int length = input.length(samples);
        float[] gradient = new float[gains.length];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < length; i++) {
                for (int channel = 0; channel < gains.length; channel++) {
                    gradient[channel] = gains[channel] * output.gradients()[channel * height + y][i];
                }
                int place = y * length + i;
                Standardization.backward(gradient, standard[place], scales[place], gains.length);
                for (int channel = 0; channel < gains.length; channel++) {
                    input.gradients()[channel * height + y][i] = gradient[channel];
                }
            }
        }
    }
}
