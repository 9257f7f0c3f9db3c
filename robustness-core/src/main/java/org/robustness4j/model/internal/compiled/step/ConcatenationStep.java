package org.robustness4j.model.internal.compiled.step;

/** Channels of several inputs one after the other: its rows are theirs. */
record ConcatenationStep() implements Step {

    @Override
    public void forward(int samples) {
        // the values are there already
    }

    @Override
    public void backward(int samples) {
        // the gradients of the inputs are parts of that of the output
    }
}
