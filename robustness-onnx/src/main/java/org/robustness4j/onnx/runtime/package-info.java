/** ONNX Runtime, where it is on the class path: the user's own model. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.onnx.runtime;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
