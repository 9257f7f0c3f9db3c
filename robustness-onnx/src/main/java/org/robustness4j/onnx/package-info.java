/** ONNX models: read as data, computed and differentiated by the core, confirmed by ONNX Runtime. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.onnx;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
