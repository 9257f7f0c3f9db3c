/**
 * Is a result to be believed? Checks of the model before any attack, of the attack's power, and for gradients that are hidden
 * rather than robust.
 */
@NullMarked
package org.robustness4j.diagnosis;

import org.jspecify.annotations.NullMarked;
