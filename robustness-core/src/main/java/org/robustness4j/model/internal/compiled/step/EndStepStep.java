package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Rows;

/** The last step of each sample that is there, or the first. */
record EndStepStep(boolean first, SequenceRows rows) implements Step {

    @Override
    public void forward(int samples) {
        for (int sample = 0; sample < samples; sample++) {
            int source = step(sample, samples) * samples + sample;
            for (int channel = 0; channel < rows.channels(); channel++) {
                rows.output().values()[channel][sample] = rows.input().values()[channel][source];
            }
        }
    }

    private int step(int sample, int samples) {
        int steps = rows.steps();
        for (int place = 0; place < steps; place++) {
            int step = first ? place : steps - 1 - place;
            if (rows.mask(step * samples + sample) != 0) {
                return step;
            }
        }
        return 0;
    }

    @Override
    public void backward(int samples) {
        for (float[] row : rows.input().gradients()) {
            Rows.fill(row, 0, rows.steps() * samples);
        }
        for (int sample = 0; sample < samples; sample++) {
            int source = step(sample, samples) * samples + sample;
            for (int channel = 0; channel < rows.channels(); channel++) {
                rows.input().gradients()[channel][source] = rows.output().gradients()[channel][sample];
            }
        }
        rows.clearMaskGradient(samples);
    }
}
