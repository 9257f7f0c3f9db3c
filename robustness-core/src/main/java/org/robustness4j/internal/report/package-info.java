/**
 * What a person sees of the results.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.report;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
