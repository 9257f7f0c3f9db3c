/**
 * Stored results looked at again: candidates predicted anew by the user's own model, and written out as pictures and
 * arrays.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.replay;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
