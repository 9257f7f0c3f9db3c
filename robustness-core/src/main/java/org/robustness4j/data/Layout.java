package org.robustness4j.data;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** The order of a sample's axes, as in the arrays that the model takes. */
@API(status = Status.STABLE, since = "0.1")
public enum Layout {
    /** {@code [n, features]}. */
    FLAT,
    /** {@code [n, channels, height, width]}. */
    NCHW,
    /** {@code [n, height, width, channels]}. */
    NHWC,
    /** {@code [n, features, length]}: sequences. */
    NCW,
    /** {@code [n, length, features]}: sequences, as Keras has them. */
    NWC,
    /** {@code [n, channels, depth, height, width]}: volumes. */
    NCDHW,
    /** {@code [n, depth, height, width, channels]}. */
    NDHWC
}
