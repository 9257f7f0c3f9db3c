/** Finds tests: selectors, and what nobody would hear of otherwise. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.junit.engine.discovery;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
