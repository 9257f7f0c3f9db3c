/**
 * Evaluations of earlier builds, taken over where nothing that decides them has changed.
 */
@NullMarked
package org.robustness4j.cache;

import org.jspecify.annotations.NullMarked;
