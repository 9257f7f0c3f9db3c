package org.robustness4j.model.compiled;

/** A convolution, or with the map turned round a transposed one. */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record ConvolutionStep(
        ConvolutionMap map,
        boolean isTransposed,
        float[] bias,
        float[] noBias,
        Activations input,
        Activations output,
        Scratch scratch)
        implements Step {

    @Override
    public void forward(int samples) {
        scratch.reset();
        if (isTransposed) {
            map.applyTransposed(input.values(), output.values(), bias, scratch, samples);
        } else {
            map.apply(input.values(), output.values(), bias, scratch, samples);
        }
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        if (isTransposed) {
            map.apply(output.gradients(), input.gradients(), noBias, scratch, samples);
        } else {
            map.applyTransposed(output.gradients(), input.gradients(), noBias, scratch, samples);
        }
    }
}
