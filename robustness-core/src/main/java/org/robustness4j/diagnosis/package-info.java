/** Is a result to be believed? What the checks of model and attack found. */
@NullMarked
package org.robustness4j.diagnosis;

import org.jspecify.annotations.NullMarked;
