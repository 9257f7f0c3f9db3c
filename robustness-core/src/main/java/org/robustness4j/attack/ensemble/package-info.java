/**
 * Attacks made of others.
 */
@NullMarked
package org.robustness4j.attack.ensemble;

import org.jspecify.annotations.NullMarked;
