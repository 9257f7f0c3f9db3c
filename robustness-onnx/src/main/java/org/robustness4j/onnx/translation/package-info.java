/** From the operators of a graph to the operations of the core's network. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.onnx.translation;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
