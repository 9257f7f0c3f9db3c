/** DL4J's data sets as samples. */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.dl4j.data;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
