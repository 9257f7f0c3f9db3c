/** JMH benchmarks of attacks on the reference networks. */
@NullMarked
package org.robustness4j.benchmarks;

import org.jspecify.annotations.NullMarked;
