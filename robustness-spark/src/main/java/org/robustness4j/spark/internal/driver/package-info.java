/** What the driver does: it cuts work into tasks, runs them, and keeps their reports. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.spark.internal.driver;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
