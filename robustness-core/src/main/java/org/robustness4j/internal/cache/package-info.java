/**
 * Evaluations of earlier builds, taken over where nothing that decides them has changed.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.cache;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
