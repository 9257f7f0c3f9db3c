package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.network.FeatureShape;

/** A rectifier; its output may lie in the same buffers as its input. The gradient at 0 is that of the negative side. */
record RectifierStep(float slope, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < rows(); row++) {
            if (slope == 0) {
                Rows.rectify(input.values()[row], output.values()[row], n);
            } else {
                Rows.rectify(input.values()[row], output.values()[row], slope, n);
            }
        }
    }

    @Override
    public void backward(int samples) {
        int n = output.length(samples);
        for (int row = 0; row < rows(); row++) {
            Rows.rectifierGradient(output.values()[row], output.gradients()[row], input.gradients()[row], slope, n);
        }
    }

    private int rows() {
        FeatureShape shape = output.shape();
        return shape.channels() * shape.height();
    }
}
