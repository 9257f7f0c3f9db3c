/** Keras's {@code .h5} files, read as data: DL4J's importer is given what was looked at. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.dl4j.keras;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
