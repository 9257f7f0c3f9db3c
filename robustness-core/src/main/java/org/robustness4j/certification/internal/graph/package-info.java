/** Networks as the bounds see them: linear maps and functions of single values, in float64. */
@NullMarked
@API(status = Status.INTERNAL, since = "0.1")
package org.robustness4j.certification.internal.graph;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
