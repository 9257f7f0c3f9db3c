/** Bounds of what a network computes for all points of a region, valid in floating point. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.certification.internal.bounds;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
