/**
 * An evaluation in the making: the model made ready, tasks that may be done elsewhere, and the confirmation of each
 * candidate.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.evaluation.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
