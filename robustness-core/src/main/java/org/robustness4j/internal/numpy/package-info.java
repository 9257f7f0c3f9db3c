/**
 * NumPy's array files, {@code .npy} and {@code .npz}, as far as this library writes them: float32, int32 and bytes,
 * little endian, in C order.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.internal.numpy;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
