/** Attacks on model files from the command line. */
@NullMarked
package org.robustness4j.cli;

import org.jspecify.annotations.NullMarked;
