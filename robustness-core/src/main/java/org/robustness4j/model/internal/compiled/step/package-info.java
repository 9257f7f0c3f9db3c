/** One operation of a compiled network each: forward, backward, and its weights arranged for both. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.model.internal.compiled.step;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
