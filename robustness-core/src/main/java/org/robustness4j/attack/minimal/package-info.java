/**
 * Attacks that look for the nearest adversarial point.
 */
@NullMarked
package org.robustness4j.attack.minimal;

import org.jspecify.annotations.NullMarked;
