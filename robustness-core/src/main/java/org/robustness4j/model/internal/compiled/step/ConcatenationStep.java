package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;

/** Channels of several inputs one after the other. */
record ConcatenationStep(List<Activations> inputs, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int at = 0;
        for (Activations input : inputs) {
            for (float[] row : input.values()) {
                System.arraycopy(row, 0, output.values()[at++], 0, output.length(samples));
            }
        }
    }

    @Override
    public void backward(int samples) {
        int at = 0;
        for (Activations input : inputs) {
            for (float[] row : input.gradients()) {
                System.arraycopy(output.gradients()[at++], 0, row, 0, output.length(samples));
            }
        }
    }
}
