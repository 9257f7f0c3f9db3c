/** Is it allowed? Limits on success rates, of all samples and of groups, and the verdict on them. */
@NullMarked
package org.robustness4j.verdict;

import org.jspecify.annotations.NullMarked;
