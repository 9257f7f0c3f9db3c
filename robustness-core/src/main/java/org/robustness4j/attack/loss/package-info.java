/** What attacks increase: functions of the logits, with their gradients. */
@NullMarked
package org.robustness4j.attack.loss;

import org.jspecify.annotations.NullMarked;
