/** Noise and spatial transformations: the baseline that knows nothing of the model. */
@NullMarked
package org.robustness4j.attack.corruption;

import org.jspecify.annotations.NullMarked;
