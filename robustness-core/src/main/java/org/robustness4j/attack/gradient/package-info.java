/** Attacks that follow the gradient of a loss inside a ball, or without one. */
@NullMarked
package org.robustness4j.attack.gradient;

import org.jspecify.annotations.NullMarked;
