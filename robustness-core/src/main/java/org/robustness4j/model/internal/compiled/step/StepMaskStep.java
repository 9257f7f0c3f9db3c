package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Rows;

/** Each step multiplied with its mask. */
record StepMaskStep(SequenceRows rows) implements Step {

    @Override
    public void forward(int samples) {
        multiplied(rows.input().values(), rows.output().values(), samples);
    }

    @Override
    public void backward(int samples) {
        multiplied(rows.output().gradients(), rows.input().gradients(), samples);
        rows.clearMaskGradient(samples);
    }

    private void multiplied(float[][] from, float[][] to, int samples) {
        int length = rows.steps() * samples;
        for (int channel = 0; channel < from.length; channel++) {
            System.arraycopy(from[channel], 0, to[channel], 0, length);
            if (rows.mask() != null) {
                Rows.multiply(to[channel], rows.mask().values()[0], length);
            }
        }
    }
}
