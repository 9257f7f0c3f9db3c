package org.robustness4j.model.internal.compiled.kernel;

/** How the linear map of a convolution, and its transpose, are computed. */
interface ConvolutionAlgorithm {

    /** As {@link ConvolutionMap#load}. */
    void load(float[] weights);

    /** Of {@link ConvolutionMap#apply} a part. */
    void apply(float[][] argument, RowSums value, OutputPart part, Scratch scratch, int samples);

    /** Of {@link ConvolutionMap#applyTransposed} a part. */
    void applyTransposed(float[][] argument, RowSums value, OutputPart part, Scratch scratch, int samples);

    /** How many rows of the map's values belong together. */
    int rowsTogether();

    /** How many rows of the transpose's values belong together. */
    int rowsTogetherTransposed();
}
