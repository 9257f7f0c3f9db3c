/** Hashes that tell contents apart. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.hash;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
