package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.ColumnTap;
import org.robustness4j.model.internal.compiled.kernel.RowTaps;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.Window;

/**
 * Average and sum pooling.
 *
 * @param factors for each position of the window what its sum is multiplied with
 */
@SuppressWarnings("ArrayRecordComponent") // taps and factors that nobody compares
record MeanPoolingStep(
        Window window,
        float[] factors,
        RowTaps rows,
        ColumnTap[] taps,
        Activations input,
        Activations output,
        Scratch scratch)
        implements Step {

    static MeanPoolingStep of(
            Window window, boolean sum, boolean countsPadding, Activations input, Activations output, Scratch scratch) {
        ColumnTap[] taps = ColumnTap.all(window.horizontal(), input.shape().width());
        float[] factors =
                new float[window.vertical().outputs() * window.horizontal().outputs()];
        for (int i = 0; i < factors.length; i++) {
            int seen = countsPadding
                    ? window.size()
                    : inside(
                                    window.vertical(),
                                    i / window.horizontal().outputs(),
                                    input.shape().height())
                            * inside(
                                    window.horizontal(),
                                    i % window.horizontal().outputs(),
                                    input.shape().width());
            factors[i] = sum ? 1 : 1f / Math.max(1, seen);
        }
        return new MeanPoolingStep(
                window, factors, new RowTaps(window.vertical(), input.shape().height()), taps, input, output, scratch);
    }

    private static int inside(Axis axis, int output, int inputs) {
        int count = 0;
        for (int tap = 0; tap < axis.kernel(); tap++) {
            int at = axis.input(output, tap);
            count += at >= 0 && at < inputs ? 1 : 0;
        }
        return count;
    }

    @Override
    public void forward(int samples) {
        scratch.reset();
        int n = output.length(samples);
        float[] seen = scratch.take(1, n)[0];
        for (int row = 0; row < output.values().length; row++) {
            float[] y = output.values()[row];
            Rows.fill(y, 0, n);
            for (int vertical = 0; vertical < window.vertical().kernel(); vertical++) {
                int source = rows.source(row, vertical);
                if (source >= 0) {
                    for (ColumnTap tap : taps) {
                        tap.gather(input.values()[source], seen, samples, 0);
                        Rows.add(y, seen, n);
                    }
                }
            }
            multiply(y, row, samples);
        }
    }

    private void multiply(float[] y, int row, int samples) {
        int width = window.horizontal().outputs();
        int first = row % window.vertical().outputs() * width;
        for (int x = 0; x < width; x++) {
            for (int i = x * samples; i < (x + 1) * samples; i++) {
                y[i] *= factors[first + x];
            }
        }
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        int wide = input.length(samples);
        float[] part = scratch.take(1, wide)[0];
        for (float[] gradient : input.gradients()) {
            Rows.fill(gradient, 0, wide);
        }
        for (int row = 0; row < output.values().length; row++) {
            float[] upstream = output.gradients()[row];
            multiply(upstream, row, samples);
            for (int vertical = 0; vertical < window.vertical().kernel(); vertical++) {
                int source = rows.source(row, vertical);
                if (source >= 0) {
                    for (ColumnTap tap : taps) {
                        tap.scatter(upstream, part, samples);
                        Rows.add(input.gradients()[source], part, wide);
                    }
                }
            }
        }
    }
}
