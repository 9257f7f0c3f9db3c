/** Proofs by cases: regions are divided until their bounds say enough. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.certification.internal.search;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
