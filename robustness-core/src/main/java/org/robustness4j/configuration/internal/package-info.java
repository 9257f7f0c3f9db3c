/** Misspelt properties, with the one that was meant. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.configuration.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
