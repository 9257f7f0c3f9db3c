/**
 * A trained network as a graph of operations with their weights: what a {@link
 * org.robustness4j.model.internal.backend.GradientBackend} is given. It knows neither the library the network was
 * trained with nor the one that computes it.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.model.internal.network;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
