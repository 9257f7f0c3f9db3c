/**
 * Programs that goals of the Maven plugin start in a process of their own: they harden models, and replay candidates.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.junit.engine.program;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
