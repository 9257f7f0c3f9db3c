package org.robustness4j.certification.internal.bounds;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a region.
 *
 * @param bounds of all nodes
 * @param lines around functions, null for other nodes
 * @param charges of the values of each node
 */
@SuppressWarnings("ArrayRecordComponent") // lines that nobody compares
public record Bounded(
        Region region, NodeBounds bounds, @Nullable Lines[] lines, double[][] charges) {

    /** The lines around the functions of a node. */
    Lines linesOf(int node) {
        Lines found = lines[node];
        if (found == null) {
            throw new IllegalArgumentException("Node " + node + " is no function");
        }
        return found;
    }
}
