/**
 * The result files: written atomically by tests, read by the gate.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.results;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
