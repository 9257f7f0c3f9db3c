/** The engine behind the annotations; nothing here is for users. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.junit.engine;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
