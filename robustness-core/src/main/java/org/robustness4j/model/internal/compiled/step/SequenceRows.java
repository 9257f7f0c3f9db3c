package org.robustness4j.model.internal.compiled.step;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/**
 * The buffers of a recurrent layer, seen as one row for each step of each sample: {@code [steps * samples][channels]},
 * samples innermost.
 *
 * @param mask of the steps; null if all are there
 * @param backwards whether the last step comes first
 */
record SequenceRows(Activations input, @Nullable Activations mask, Activations output, boolean backwards) {

    static SequenceRows of(List<Activations> inputs, Activations output, boolean backwards) {
        return new SequenceRows(inputs.get(0), inputs.size() > 1 ? inputs.get(1) : null, output, backwards);
    }

    int steps() {
        return input.shape().width();
    }

    int channels() {
        return input.shape().channels();
    }

    /** The largest number of rows. */
    int capacity() {
        return output.values()[0].length;
    }

    /** The step that comes in a place, from 0. */
    int step(int place) {
        return backwards ? steps() - 1 - place : place;
    }

    /** The rows of one step. */
    static float[][] of(float[][] rows, int step, int samples) {
        return Arrays.copyOfRange(rows, step * samples, (step + 1) * samples);
    }

    float mask(int row) {
        return mask == null ? 1 : mask.values()[0][row];
    }

    /** Rows of the values of channels. */
    static void toRows(float[][] channels, float[][] rows, int count, int length) {
        for (int channel = 0; channel < count; channel++) {
            float[] values = channels[channel];
            for (int i = 0; i < length; i++) {
                rows[i][channel] = values[i];
            }
        }
    }

    static void toChannels(float[][] rows, float[][] channels, int count, int length) {
        for (int channel = 0; channel < count; channel++) {
            float[] values = channels[channel];
            for (int i = 0; i < length; i++) {
                values[i] = rows[i][channel];
            }
        }
    }

    /** No gradient goes through the mask. */
    void clearMaskGradient(int samples) {
        if (mask != null) {
            Rows.fill(mask.gradients()[0], 0, mask.length(samples));
        }
    }
}
