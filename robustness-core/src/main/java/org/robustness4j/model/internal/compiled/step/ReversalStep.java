package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Rows;

/** The steps that are there in reverse order; the gradients go the same way. */
record ReversalStep(SequenceRows rows) implements Step {

    @Override
    public void forward(int samples) {
        reversed(rows.input().values(), rows.output().values(), samples);
    }

    @Override
    public void backward(int samples) {
        reversed(rows.output().gradients(), rows.input().gradients(), samples);
        rows.clearMaskGradient(samples);
    }

    private void reversed(float[][] from, float[][] to, int samples) {
        for (int channel = 0; channel < from.length; channel++) {
            Rows.fill(to[channel], 0, rows.steps() * samples);
        }
        for (int sample = 0; sample < samples; sample++) {
            int target = rows.steps() - 1;
            for (int step = 0; step < rows.steps(); step++) {
                if (rows.mask(step * samples + sample) != 0) {
                    while (rows.mask(target * samples + sample) == 0) {
                        target--;
                    }
                    for (int channel = 0; channel < from.length; channel++) {
                        to[channel][target * samples + sample] = from[channel][step * samples + sample];
                    }
                    target--;
                }
            }
        }
    }
}
