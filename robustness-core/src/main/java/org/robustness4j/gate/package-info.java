/**
 * Rules that a build's evaluations are held to.
 */
@NullMarked
package org.robustness4j.gate;

import org.jspecify.annotations.NullMarked;
