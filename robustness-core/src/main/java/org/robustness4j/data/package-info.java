/**
 * What is attacked with: samples, their shape and the range their values may take.
 */
@NullMarked
package org.robustness4j.data;

import org.jspecify.annotations.NullMarked;
