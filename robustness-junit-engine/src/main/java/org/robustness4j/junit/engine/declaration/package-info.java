/** What a test class declares: its tests, their attacks, limits and slices, and its providers. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.junit.engine.declaration;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
