/** Is a result to be believed? The findings of the checks of model and attack. */
@NullMarked
package org.robustness4j.diagnosis;

import org.jspecify.annotations.NullMarked;
