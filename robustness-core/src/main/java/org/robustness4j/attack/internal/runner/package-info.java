/** Runs an attack: blocks of samples, worker threads, random streams, and the best candidate of each sample. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.attack.internal.runner;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
