/** Arithmetic on logits that losses and the runner share. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.attack.loss.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
