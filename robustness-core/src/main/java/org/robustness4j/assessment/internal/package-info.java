/** Who attacks, and where assessments are recorded. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.assessment.internal;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
