package org.robustness4j.certification.internal.bounds;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.BoundGraph.Rectified;

/** The rectifiers of a network that may be on and off in a region, numbered through all nodes. */
public final class Switches {

    /** For each node, the nodes behind the last one included, the number of the first switch that is not before it. */
    private final int[] firsts;

    private final int[] values;
    private final double[] slopes;
    private final double[] sizes;
    private final int[] nodes;

    private Switches(int[] firsts, List<double[]> found) {
        this.firsts = firsts;
        this.nodes = new int[found.size()];
        this.values = new int[found.size()];
        this.slopes = new double[found.size()];
        this.sizes = new double[found.size()];
        for (int i = 0; i < values.length; i++) {
            nodes[i] = (int) found.get(i)[0];
            values[i] = (int) found.get(i)[1];
            slopes[i] = found.get(i)[2];
            sizes[i] = found.get(i)[3];
        }
    }

    /** Finds the switches of a region. */
    static Switches of(BoundGraph graph, NodeBounds bounds) {
        int[] firsts = new int[graph.nodes().size() + 1];
        List<double[]> found = new ArrayList<>();
        for (int node = 0; node < graph.nodes().size(); node++) {
            firsts[node] = found.size();
            if (graph.nodes().get(node) instanceof Rectified rectified) {
                double[] largest = bounds.sizes(rectified.input());
                for (int value = 0; value < rectified.size(); value++) {
                    if (bounds.isUnstable(rectified.input(), value)) {
                        found.add(new double[] {node, value, rectified.slopes()[value], largest[value]});
                    }
                }
            }
        }
        firsts[graph.nodes().size()] = found.size();
        return new Switches(firsts, found);
    }

    /** How many there are. */
    public int count() {
        return values.length;
    }

    /** The number of the first one of a node. */
    int first(int node) {
        return firsts[node];
    }

    /** The number behind the last one of a node. */
    int end(int node) {
        return firsts[node + 1];
    }

    /** The node of a switch. */
    int node(int number) {
        return nodes[number];
    }

    /** Which value of its node a switch is. */
    int value(int number) {
        return values[number];
    }

    /** Its slope when it is off. */
    double slope(int number) {
        return slopes[number];
    }

    /** The largest absolute value of what it reads. */
    double size(int number) {
        return sizes[number];
    }
}
