/** What attacks are put together from: searches around other searches, noise, and what parameters have to be. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.attack.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
