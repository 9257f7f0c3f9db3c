/**
 * The names of the properties that configure tests and goals.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.configuration.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
