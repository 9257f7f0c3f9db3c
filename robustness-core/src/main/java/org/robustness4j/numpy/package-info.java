/**
 * NumPy's array files, {@code .npy} and {@code .npz}, as far as this library writes them: float32, int32 and bytes, little
 * endian, in C order.
 */
@NullMarked
package org.robustness4j.numpy;

import org.jspecify.annotations.NullMarked;
