/**
 * Rules that a build's evaluations are held to.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.gate;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
