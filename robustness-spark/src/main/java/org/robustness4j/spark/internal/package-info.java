/** How a Spark context is opened, and how the command reads its options and records what it found. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.spark.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
