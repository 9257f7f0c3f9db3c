package org.robustness4j.model.internal.compiled.step;

import java.util.Arrays;
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

    /** Channel by channel. What a tap of the window gives back to a row is summed where the tap sees it, then moved. */
    @Override
    public void backward(int samples) {
        scratch.reset();
        int n = output.length(samples);
        int height = input.shape().height();
        int taps = window.horizontal().kernel();
        float[] more = scratch.take(1, n)[0];
        float[] part = scratch.take(1, columns.length(samples))[0];
        float[][] sums = scratch.take(columns.count(), columns.length(samples));
        float[][][] phases = new float[height][][];
        float[][][] seen = new float[height][taps][];
        float[][][] claimed = new float[height][][];
        float[][][] copies = new float[height][][];
        for (int y = 0; y < height; y++) {
            phases[y] = scratch.take(columns.count(), columns.length(samples));
            claimed[y] = scratch.take(taps, n);
            copies[y] = scratch.take(taps, n);
        }
        boolean[] isSeen = new boolean[height];
        for (int channel = 0; channel < input.shape().channels(); channel++) {
            Arrays.fill(isSeen, false);
            for (int y = 0; y < height; y++) {
                columns.split(input.values()[channel * height + y], phases[y], samples);
                for (int tap = 0; tap < taps; tap++) {
                    seen[y][tap] = columns.seen(phases[y], tap, copies[y][tap], samples);
                }
            }
            for (int y = 0; y < output.shape().height(); y++) {
                int row = channel * output.shape().height() + y;
                for (int vertical = 0; vertical < window.vertical().kernel(); vertical++) {
                    int source = rows.source(row, vertical);
                    if (source >= 0) {
                        claim(row, seen[source % height], claimed[source % height], isSeen[source % height], more, n);
                        isSeen[source % height] = true;
                    }
                }
            }
            for (int y = 0; y < height; y++) {
                float[] gradient = input.gradients()[channel * height + y];
                if (isSeen[y]) {
                    columns.collect(claimed[y], gradient, sums, part, samples);
                } else {
                    Rows.fill(gradient, 0, input.length(samples));
                }
                input.endGradients(channel * height + y, samples);
            }
        }
    }

    /** Gives what is left of a row's gradient to the taps that see its maxima. */
    private void claim(int row, float[][] seen, float[][] claimed, boolean isSeen, float[] more, int n) {
        for (int tap = 0; tap < seen.length; tap++) {
            float[] target = isSeen ? more : claimed[tap];
            Rows.claim(output.values()[row], seen[tap], output.gradients()[row], target, n);
            if (isSeen) {
                Rows.add(claimed[tap], more, n);
            }
        }
    }
}
