package org.robustness4j.certification.internal.bounds;

import java.util.Arrays;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.certification.internal.graph.BoundGraph.Node;
import org.robustness4j.certification.internal.graph.BoundGraph.Part;

/**
 * The values that the nodes of a network have at a point when each function is replaced by the line that a backward pass
 * took for it. They are what the bound of that pass changes by when a slope or a multiplier changes.
 *
 * <p>A pass belongs to one thread.
 */
final class RelaxedPass {

    private final BoundGraph graph;
    private final double[][][] values;

    RelaxedPass(BoundGraph graph) {
        this.graph = graph;
        this.values = new double[graph.nodes().size()][0][];
    }

    /** Computes the values of all nodes before one, from the points of a trace. */
    void run(int end, int rows, Trace trace, LineSource lines) {
        for (int place = 0; place < end; place++) {
            Node node = graph.nodes().get(place);
            double[][] result = buffer(place, rows);
            if (place == 0) {
                for (int row = 0; row < rows; row++) {
                    System.arraycopy(trace.point(row), 0, result[row], 0, node.size());
                }
            } else if (node instanceof Linear linear) {
                for (int row = 0; row < rows; row++) {
                    System.arraycopy(linear.bias(), 0, result[row], 0, node.size());
                }
                for (Part part : linear.parts()) {
                    part.map().add(values[part.input()], result, rows);
                }
            } else {
                for (int row = 0; row < rows; row++) {
                    if (trace.has(place, row)) {
                        double[] before = values[node.inputs().get(0)][row];
                        follow(before, trace.coefficients(place, row), lines.lines(place, row), result[row]);
                    } else {
                        Arrays.fill(result[row], 0);
                    }
                }
            }
        }
    }

    private double[][] buffer(int place, int rows) {
        if (values[place].length < rows) {
            values[place] = new double[rows][graph.nodes().get(place).size()];
        }
        return values[place];
    }

    private static void follow(double[] x, double[] coefficients, Lines lines, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = coefficients[i] >= 0
                    ? x[i] * lines.lowSlope()[i] + lines.lowIntercept()[i]
                    : x[i] * lines.highSlope()[i] + lines.highIntercept()[i];
        }
    }

    /** The value of a node, after {@link #run}. */
    double[] values(int node, int row) {
        return values[node][row];
    }
}
