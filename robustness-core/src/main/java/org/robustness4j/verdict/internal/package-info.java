/** The groups that limits are held against, and the samples that checks looked at. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.verdict.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
