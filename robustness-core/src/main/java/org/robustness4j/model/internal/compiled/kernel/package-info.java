/** The inner loops of a compiled network, and the rows of numbers that they run over. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.model.internal.compiled.kernel;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
