/**
 * The result files: written atomically by tests, read by the gate.
 */
@NullMarked
package org.robustness4j.results;

import org.jspecify.annotations.NullMarked;
