package org.robustness4j.model.internal.compiled.kernel;

/** How the linear map of a convolution, and its transpose, are computed. */
interface ConvolutionAlgorithm {

    /** As {@link ConvolutionMap#load}. */
    void load(float[] weights);

    /** As {@link ConvolutionMap#apply}. */
    void apply(float[][] argument, float[][] value, float[] bias, Scratch scratch, int samples);

    /** As {@link ConvolutionMap#applyTransposed}. */
    void applyTransposed(float[][] argument, float[][] value, float[] bias, Scratch scratch, int samples);
}
