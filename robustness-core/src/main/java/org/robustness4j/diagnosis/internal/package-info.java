/**
 * Is a result to be believed? Checks of the model before any attack, of the attack's power, and for masked gradients.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.diagnosis.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
