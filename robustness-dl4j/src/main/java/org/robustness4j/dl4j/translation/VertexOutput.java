package org.robustness4j.dl4j.translation;

import org.jspecify.annotations.Nullable;

/**
 * The activations of a vertex of a DL4J network, as inputs of the next. Their node has its channels first, whatever
 * the axes are: a sequence is a row, the images of a volume lie under each other.
 *
 * @param node the node of the translated network that computes it
 * @param axes the axes it has in DL4J
 * @param depth the number of images in a volume, 1 for all others
 * @param mask the node that says of each step of the sequence whether it is there, 1 or 0; null if all are
 */
record VertexOutput(
        int node, Axes axes, int depth, @Nullable Integer mask) {

    VertexOutput(int node, Axes axes) {
        this(node, axes, 1, null);
    }

    /** What another node computes of it, with the same axes, depth, and mask. */
    VertexOutput at(int newNode) {
        return new VertexOutput(newNode, axes, depth, mask);
    }

    /** The same values, which DL4J sees as an array of other axes. */
    VertexOutput as(Axes otherAxes) {
        return new VertexOutput(node, otherAxes, depth, mask);
    }

    /** The same values where DL4J no longer knows of a mask. */
    VertexOutput withoutMask() {
        return new VertexOutput(node, axes, depth, null);
    }

    /** The axes of an array, after the one of the samples. */
    enum Axes {
        FEATURES,
        NCHW,
        NHWC,
        NCW,
        NWC,
        NCDHW,
        NDHWC,
        /** A row of features for each step of each sample, where DL4J counts steps as samples. */
        STEPS;

        boolean isImage() {
            return this == NCHW || this == NHWC;
        }

        boolean isSequence() {
            return this == NCW || this == NWC;
        }

        boolean isVolume() {
            return this == NCDHW || this == NDHWC;
        }
    }
}
