/** Properties of networks as files in the format of VNN-LIB. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.certification.internal.vnnlib;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
