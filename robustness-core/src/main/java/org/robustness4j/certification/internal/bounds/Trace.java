package org.robustness4j.certification.internal.bounds;

/** The coefficients that a backward pass had at each function, and the points of the region that its bounds are of. */
final class Trace {

    private final double[][] points;
    private final double[][][] coefficients;

    Trace(int nodes, int rows) {
        this.points = new double[rows][0];
        this.coefficients = new double[nodes][rows][0];
    }

    /** Where the point of a row is to be written. */
    double[] point(int row, int size) {
        if (points[row].length == 0) {
            points[row] = new double[size];
        }
        return points[row];
    }

    void keep(int node, int row, double[] values) {
        if (coefficients[node][row].length == 0) {
            coefficients[node][row] = values.clone();
        } else {
            System.arraycopy(values, 0, coefficients[node][row], 0, values.length);
        }
    }

    /** The point of a row. */
    double[] point(int row) {
        return points[row];
    }

    /** Whether the pass came by a node. */
    boolean has(int node, int row) {
        return coefficients[node][row].length > 0;
    }

    /** The coefficients of a function's values, where the pass came by. */
    double[] coefficients(int node, int row) {
        return coefficients[node][row];
    }
}
