package org.robustness4j.dl4j.translation;

/**
 * The activations of a vertex of a DL4J network, as inputs of the next.
 *
 * @param node the node of the translated network that computes it
 * @param axes the axes it has in DL4J
 */
record VertexOutput(int node, Axes axes) {

    /** The axes of an array, after the one of the samples. */
    enum Axes {
        FEATURES,
        NCHW,
        NHWC,
        NCW;

        boolean isImage() {
            return this == NCHW || this == NHWC;
        }
    }
}
