/** Runs tests: the descriptors, what the tests of a class share, and the verdict on each. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.junit.engine.execution;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
