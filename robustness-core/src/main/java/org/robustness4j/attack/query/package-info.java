/**
 * Attacks that need no gradients: scores, or predictions alone.
 */
@NullMarked
package org.robustness4j.attack.query;

import org.jspecify.annotations.NullMarked;
