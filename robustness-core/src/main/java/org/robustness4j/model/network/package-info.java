/**
 * A trained network as a graph of operations with their weights: what a {@link org.robustness4j.model.network.GradientBackend}
 * is given. It knows neither the library the network was trained with nor the one that computes it.
 */
@NullMarked
package org.robustness4j.model.network;

import org.jspecify.annotations.NullMarked;
