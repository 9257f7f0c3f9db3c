/** The parts of HDF5 files that Keras writes, read as data: groups, attributes, arrays that lie in one piece. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.dl4j.hdf5;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
