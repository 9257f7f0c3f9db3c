/** How the adversary is written where people read of it. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.threat.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
