package org.robustness4j.model.compiled;

import org.robustness4j.model.network.Axis;
import org.robustness4j.model.network.Window;

/** Max pooling; of equal maxima the first gets the gradient. */
@SuppressWarnings("ArrayRecordComponent") // taps that nobody compares
record MaxPoolingStep(Window window, ColumnTap[] taps, Activations input, Activations output, Scratch scratch)
        implements Step {

    static MaxPoolingStep of(Window window, Activations input, Activations output, Scratch scratch) {
        return new MaxPoolingStep(
                window, ColumnTap.all(window.horizontal(), input.shape().width()), input, output, scratch);
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
                int source = source(row, tap);
                if (source >= 0 && first) {
                    System.arraycopy(input.values()[source], 0, column, 0, wide);
                    first = false;
                } else if (source >= 0) {
                    Rows.max(column, input.values()[source], wide);
                }
            }
            Rows.fill(y, Float.NEGATIVE_INFINITY, n);
            for (ColumnTap tap : taps) {
                tap.gather(column, seen, samples, Float.NEGATIVE_INFINITY);
                Rows.max(y, seen, n);
            }
        }
    }

    /** The row of the input that a vertical tap sees, -1 where it sees padding. */
    private int source(int row, int tap) {
        Axis vertical = window.vertical();
        int y = vertical.input(row % vertical.outputs(), tap);
        int height = input.shape().height();
        return y < 0 || y >= height ? -1 : row / vertical.outputs() * height + y;
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
                int source = source(row, vertical);
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
