/** Threads that share work. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.concurrent;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
