package org.robustness4j.data;

/** The order of a sample's axes, as in the arrays that the model takes. */
public enum Layout {
    /** {@code [n, features]}. */
    FLAT,
    /** {@code [n, channels, height, width]}. */
    NCHW,
    /** {@code [n, height, width, channels]}. */
    NHWC,
    /** {@code [n, features, length]}: sequences. */
    NCW
}
