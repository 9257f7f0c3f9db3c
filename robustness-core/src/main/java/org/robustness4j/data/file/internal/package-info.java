/** What readers of data sets share. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.data.file.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
