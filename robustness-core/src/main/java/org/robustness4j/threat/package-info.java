/**
 * What the adversary may do: norm, perturbation, goal.
 */
@NullMarked
package org.robustness4j.threat;

import org.jspecify.annotations.NullMarked;
