/** The records that result files and baselines are made of: one for each object of the JSON. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.results.record;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
