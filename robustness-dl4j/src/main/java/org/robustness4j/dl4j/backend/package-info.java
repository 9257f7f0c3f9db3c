/** Chooses what computes a network: a backend of the core, or DL4J's own layers. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.dl4j.backend;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
