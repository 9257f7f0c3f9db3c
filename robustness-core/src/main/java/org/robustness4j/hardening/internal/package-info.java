/** The attack on what hardening made, for comparison. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.hardening.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
