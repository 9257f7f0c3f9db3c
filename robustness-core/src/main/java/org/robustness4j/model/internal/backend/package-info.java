/** What computes networks, and changes their weights: found by {@link java.util.ServiceLoader}. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.model.internal.backend;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
