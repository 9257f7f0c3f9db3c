/**
 * The attacks, one class each, over one final template.
 */
@NullMarked
package org.robustness4j.attack;

import org.jspecify.annotations.NullMarked;
