package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.RowSums;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Parameters;

/** A convolution, or with the map turned round a transposed one. */
record ConvolutionStep(PreparedConvolution weights, Activations input, Activations output, Scratch scratch)
        implements WeightedStep {

    @Override
    public void forward(int samples) {
        scratch.reset();
        RowSums value = new RowSums(output.values(), weights.bias(), row -> output.endValues(row, samples));
        if (weights.isTransposed()) {
            weights.map().applyTransposed(input.values(), value, scratch, samples);
        } else {
            weights.map().apply(input.values(), value, scratch, samples);
        }
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        RowSums value = new RowSums(input.gradients(), weights.noBias(), row -> input.endGradients(row, samples));
        if (weights.isTransposed()) {
            weights.map().apply(output.gradients(), value, scratch, samples);
        } else {
            weights.map().applyTransposed(output.gradients(), value, scratch, samples);
        }
    }

    /** The map takes the input to the output, or the other way round where it is transposed. */
    @Override
    public void accumulate(int samples, Parameters gradient) {
        scratch.reset();
        if (weights.isTransposed()) {
            weights.map().weightGradient(output.gradients(), input.values(), gradient.weights(), scratch, samples);
        } else {
            weights.map().weightGradient(input.values(), output.gradients(), gradient.weights(), scratch, samples);
        }
        int height = output.shape().height();
        for (int channel = 0; channel < gradient.bias().length; channel++) {
            float sum = 0;
            for (int y = 0; y < height; y++) {
                sum += Rows.sum(output.gradients()[channel * height + y], output.length(samples));
            }
            gradient.bias()[channel] = sum;
        }
    }
}
