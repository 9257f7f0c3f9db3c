/**
 * Labelled samples in files: IDX, CSV, NumPy's arrays, folders of images. They are read as data; nothing in them is run.
 */
@NullMarked
package org.robustness4j.data.file;

import org.jspecify.annotations.NullMarked;
