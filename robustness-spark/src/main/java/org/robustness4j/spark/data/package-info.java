/** Labelled data sets in files of any Hadoop file system, of which blocks are read where they are attacked. */
@NullMarked
package org.robustness4j.spark.data;

import org.jspecify.annotations.NullMarked;
