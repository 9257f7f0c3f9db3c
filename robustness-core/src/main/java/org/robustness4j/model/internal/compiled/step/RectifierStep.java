package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.network.FeatureShape;

/**
 * A rectifier; its output may lie in the same buffers as its input. Then it may have been applied already, by what
 * computed its values or gathered its gradients. The gradient at 0 is that of the negative side.
 */
record RectifierStep(float slope, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        if (isInPlace() && output.valueSlopes().length > 0) {
            return;
        }
        int n = output.length(samples);
        for (int row = 0; row < rows(); row++) {
            Rows.rectify(input.values()[row], output.values()[row], slope, n);
        }
    }

    @Override
    public void backward(int samples) {
        if (isInPlace() && output.gradientSlopes().length > 0) {
            return;
        }
        int n = output.length(samples);
        for (int row = 0; row < rows(); row++) {
            Rows.rectifierGradient(output.values()[row], output.gradients()[row], input.gradients()[row], slope, n);
        }
    }

    private boolean isInPlace() {
        return input.values() == output.values();
    }

    private int rows() {
        FeatureShape shape = output.shape();
        return shape.channels() * shape.height();
    }
}
