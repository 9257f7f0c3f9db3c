/**
 * What an attack achieved: outcomes, rates, intervals, verdicts.
 */
@NullMarked
package org.robustness4j.evaluation;

import org.jspecify.annotations.NullMarked;
