/**
 * Stored results looked at again: candidates predicted anew by the user's own model, and written out as pictures and arrays.
 */
@NullMarked
package org.robustness4j.replay;

import org.jspecify.annotations.NullMarked;
