package org.robustness4j.onnx.translation;

import org.robustness4j.onnx.file.Tensor;

/** What an operator of a graph reads or gives: the same for all samples, or computed from each. */
sealed interface Value permits Value.Constant, Value.Label, Features {

    /** Its dimensions; the first of what is computed is that of the samples, always 1. */
    int[] dims();

    /** The same for all samples. */
    record Constant(Tensor tensor) implements Value {

        @Override
        public int[] dims() {
            return tensor.dims();
        }
    }

    /** The class that a model gives besides its scores: nothing is computed from it here. */
    record Label() implements Value {

        @Override
        public int[] dims() {
            return new int[] {1};
        }
    }
}
