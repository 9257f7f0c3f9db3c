package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;

/** A rectifier with a slope for each feature. */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record ParametricRectifierStep(float[] slopes, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        for (int feature = 0; feature < slopes.length; feature++) {
            int row = feature / output.shape().width();
            int from = feature % output.shape().width() * samples;
            float[] x = input.values()[row];
            float[] y = output.values()[row];
            for (int i = from; i < from + samples; i++) {
                y[i] = x[i] > 0 ? x[i] : slopes[feature] * x[i];
            }
        }
    }

    @Override
    public void backward(int samples) {
        for (int feature = 0; feature < slopes.length; feature++) {
            int row = feature / output.shape().width();
            int from = feature % output.shape().width() * samples;
            float[] x = input.values()[row];
            float[] g = output.gradients()[row];
            float[] result = input.gradients()[row];
            for (int i = from; i < from + samples; i++) {
                result[i] = x[i] > 0 ? g[i] : slopes[feature] * g[i];
            }
        }
    }
}
