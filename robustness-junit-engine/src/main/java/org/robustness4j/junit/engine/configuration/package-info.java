/** The configuration parameters as the engine was given them. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.junit.engine.configuration;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
