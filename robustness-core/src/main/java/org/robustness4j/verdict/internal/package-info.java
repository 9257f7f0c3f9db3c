/** The groups that limits are held against. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.verdict.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
