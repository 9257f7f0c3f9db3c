/**
 * Deeplearning4j networks, as objects and as zip files.
 */
@NullMarked
package org.robustness4j.model.dl4j;

import org.jspecify.annotations.NullMarked;
