package org.robustness4j.model.internal.compiled.step;

import java.util.Arrays;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.network.Operation.Gather;

/** Values moved about, one column of samples at a time. */
record GatherStep(Gather gather, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int outputWidth = output.shape().width();
        int inputWidth = input.shape().width();
        for (int i = 0; i < gather.source().length; i++) {
            float[] row = output.values()[i / outputWidth];
            int at = i % outputWidth * samples;
            int source = gather.source()[i];
            if (source == Gather.ZERO) {
                Arrays.fill(row, at, at + samples, 0);
            } else {
                System.arraycopy(input.values()[source / inputWidth], source % inputWidth * samples, row, at, samples);
            }
        }
    }

    @Override
    public void backward(int samples) {
        int outputWidth = output.shape().width();
        int inputWidth = input.shape().width();
        for (float[] row : input.gradients()) {
            Rows.fill(row, 0, inputWidth * samples);
        }
        for (int i = 0; i < gather.source().length; i++) {
            int source = gather.source()[i];
            if (source != Gather.ZERO) {
                float[] upstream = output.gradients()[i / outputWidth];
                int from = i % outputWidth * samples;
                float[] row = input.gradients()[source / inputWidth];
                int at = source % inputWidth * samples;
                for (int k = 0; k < samples; k++) {
                    row[at + k] += upstream[from + k];
                }
            }
        }
    }
}
