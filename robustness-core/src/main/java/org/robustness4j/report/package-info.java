/**
 * What a person sees of the results.
 */
@NullMarked
package org.robustness4j.report;

import org.jspecify.annotations.NullMarked;
