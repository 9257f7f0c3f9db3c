/** What an executor does with some blocks of samples, and what it reports of them. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.spark.internal.executor;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
