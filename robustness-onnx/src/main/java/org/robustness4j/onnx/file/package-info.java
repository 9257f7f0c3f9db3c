/** ONNX files as they are: a graph of nodes, and constants. Nothing of a file is taken on trust. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.onnx.file;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
