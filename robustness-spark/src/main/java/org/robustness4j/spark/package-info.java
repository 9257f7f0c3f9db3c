/** The same evaluation on an Apache Spark cluster. */
@NullMarked
package org.robustness4j.spark;

import org.jspecify.annotations.NullMarked;
