/** How values of the library are written as JSON. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.json;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
