/** Proofs that no point which the adversary may use changes what a model predicts. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.certification.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
