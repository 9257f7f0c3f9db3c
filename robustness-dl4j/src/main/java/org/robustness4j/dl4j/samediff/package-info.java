/** Graphs of SameDiff as models: their own output, and their own gradient, which is checked. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.dl4j.samediff;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
