/**
 * What happened: outcomes of an attack on each sample, rates and intervals. Whether that is allowed is for {@code
 * verdict} to say.
 */
@NullMarked
package org.robustness4j.evaluation;

import org.jspecify.annotations.NullMarked;
