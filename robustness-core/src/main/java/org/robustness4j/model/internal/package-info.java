/** What adapters of libraries make of a user's model, and the checks around it. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.model.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
