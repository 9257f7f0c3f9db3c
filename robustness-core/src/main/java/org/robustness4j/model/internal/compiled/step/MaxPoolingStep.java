package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.ColumnPhases;
import org.robustness4j.model.internal.compiled.kernel.RowTaps;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Window;

/** Max pooling; of equal maxima the first gets the gradient. */
record MaxPoolingStep(
        Window window, RowTaps rows, ColumnPhases columns, Activations input, Activations output, Scratch scratch)
        implements Step {

    static MaxPoolingStep of(Window window, Activations input, Activations output, Scratch scratch) {
        return new MaxPoolingStep(
                window,
                new RowTaps(window.vertical(), input.shape().height()),
                new ColumnPhases(window.horizontal(), input.shape().width()),
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
        float[][] phases = scratch.take(columns.count(), columns.length(samples));
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
            columns.split(column, phases, samples);
            Rows.fill(y, Float.NEGATIVE_INFINITY, n);
            for (int tap = 0; tap < window.horizontal().kernel(); tap++) {
                columns.gather(phases, tap, seen, samples, Float.NEGATIVE_INFINITY);
                Rows.max(y, seen, n);
            }
        }
    }

    /** Channel by channel, with values and gradients by phase. */
    @Override
    public void backward(int samples) {
        scratch.reset();
        int n = output.length(samples);
        int height = input.shape().height();
        int count = columns.count();
        int length = columns.length(samples);
        float[] seen = scratch.take(1, n)[0];
        float[] claimed = scratch.take(1, n)[0];
        float[] part = scratch.take(1, length)[0];
        float[][][] values = new float[height][][];
        float[][][] gradients = new float[height][][];
        for (int y = 0; y < height; y++) {
            values[y] = scratch.take(count, length);
            gradients[y] = scratch.take(count, length);
        }
        for (int channel = 0; channel < input.shape().channels(); channel++) {
            for (int y = 0; y < height; y++) {
                columns.split(input.values()[channel * height + y], values[y], samples);
                for (float[] phase : gradients[y]) {
                    Rows.fill(phase, 0, length);
                }
            }
            for (int y = 0; y < output.shape().height(); y++) {
                int row = channel * output.shape().height() + y;
                for (int vertical = 0; vertical < window.vertical().kernel(); vertical++) {
                    int source = rows.source(row, vertical);
                    for (int tap = 0; source >= 0 && tap < window.horizontal().kernel(); tap++) {
                        columns.gather(values[source % height], tap, seen, samples, Float.NEGATIVE_INFINITY);
                        Rows.claim(output.values()[row], seen, output.gradients()[row], claimed, n);
                        columns.scatter(claimed, tap, gradients[source % height], part, samples);
                    }
                }
            }
            for (int y = 0; y < height; y++) {
                columns.join(gradients[y], input.gradients()[channel * height + y], samples);
            }
        }
    }
}
