package org.robustness4j.certification.internal.bounds;

import java.util.Arrays;
import org.robustness4j.certification.internal.graph.BoundGraph;

/**
 * Between which numbers the values of each node are, for all points of a region.
 *
 * @param low for each node the least values
 * @param high for each node the largest values
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record NodeBounds(double[][] low, double[][] high) {

    /** Of a region, with nothing known of the nodes behind the input. */
    static NodeBounds of(BoundGraph graph, Region region) {
        int nodes = graph.nodes().size();
        NodeBounds bounds = new NodeBounds(new double[nodes][], new double[nodes][]);
        bounds.low[0] = region.low();
        bounds.high[0] = region.high();
        return bounds;
    }

    /** The largest absolute values of a node. */
    double[] sizes(int node) {
        double[] sizes = new double[low[node].length];
        Arrays.setAll(sizes, i -> Math.max(Math.abs(low[node][i]), Math.abs(high[node][i])));
        return sizes;
    }

    /** Whether a value may be on both sides of zero. */
    boolean isUnstable(int node, int value) {
        return low[node][value] < 0 && high[node][value] > 0;
    }
}
