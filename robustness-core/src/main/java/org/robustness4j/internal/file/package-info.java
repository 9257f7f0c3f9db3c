/** Files read within bounds and replaced as a whole. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.file;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
