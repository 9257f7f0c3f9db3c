package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.ColumnTap;
import org.robustness4j.model.internal.compiled.kernel.RowTaps;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Window;

/** Max pooling; of equal maxima the first gets the gradient. */
@SuppressWarnings("ArrayRecordComponent") // taps that nobody compares
record MaxPoolingStep(
        Window window, RowTaps rows, ColumnTap[] taps, Activations input, Activations output, Scratch scratch)
        implements Step {

    static MaxPoolingStep of(Window window, Activations input, Activations output, Scratch scratch) {
        return new MaxPoolingStep(
                window,
                new RowTaps(window.vertical(), input.shape().height()),
                ColumnTap.all(window.horizontal(), input.shape().width()),
                input,
                output,
                scratch);
    }

    @Override
    public void forward(int samples) {
        scratch.reset();
        int wide = input.length(samples);
        int n = output.length(samples);
        float[] column = scratch.take(1, wide)[0];
        float[] seen = scratch.take(1, n)[0];
        for (int row = 0; row < output.values().length; row++) {
            float[] y = output.values()[row];
            boolean first = true;
            for (int tap = 0; tap < window.vertical().kernel(); tap++) {
                int source = rows.source(row, tap);
                if (source >= 0 && first) {
                    System.arraycopy(input.values()[source], 0, column, 0, wide);
                    first = false;
                } else if (source >= 0) {
                    Rows.max(column, input.values()[source], wide);
                }
            }
            if (first) {
                Rows.fill(column, Float.NEGATIVE_INFINITY, wide);
            }
            Rows.fill(y, Float.NEGATIVE_INFINITY, n);
            for (ColumnTap tap : taps) {
                tap.gather(column, seen, samples, Float.NEGATIVE_INFINITY);
                Rows.max(y, seen, n);
            }
        }
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        int wide = input.length(samples);
        int n = output.length(samples);
        float[] seen = scratch.take(1, n)[0];
        float[] claimed = scratch.take(1, n)[0];
        float[] part = scratch.take(1, wide)[0];
        for (float[] gradient : input.gradients()) {
            Rows.fill(gradient, 0, wide);
        }
        for (int row = 0; row < output.values().length; row++) {
            for (int vertical = 0; vertical < window.vertical().kernel(); vertical++) {
                int source = rows.source(row, vertical);
                if (source < 0) {
                    continue;
                }
                for (ColumnTap tap : taps) {
                    tap.gather(input.values()[source], seen, samples, Float.NEGATIVE_INFINITY);
                    Rows.claim(output.values()[row], seen, output.gradients()[row], claimed, n);
                    tap.scatter(claimed, part, samples);
                    Rows.add(input.gradients()[source], part, wide);
                }
            }
        }
    }
}
