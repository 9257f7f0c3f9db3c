package org.robustness4j.certification.internal.bounds;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.certification.internal.graph.BoundGraph.Node;
import org.robustness4j.certification.internal.graph.BoundGraph.Part;

/**
 * Lower bounds of linear functions of what a node computes: the coefficients go backward from node to node, and each
 * function on the way is replaced by a line below or above it, as the sign of its coefficient asks.
 *
 * <p>Zhang et al., arXiv 1811.00866, theorem 3.2 (CROWN); Singh et al., POPL 2019, doi 10.1145/3290354, section 4
 * (DeepPoly). What is rounded, here and in the model, is paid for on the way: see {@link Charges}.
 *
 * <p>A pass belongs to one thread.
 */
final class BackwardPass {

    /** What the sums that a multiplier is added to round of it: more than gamma of a million. */
    private static final double OF_SUMS = 0x1p-30;

    /** Covers the rounding of the sum of charges. */
    private static final double OUTWARD = 1 + 0x1p-20;

    private final BoundGraph graph;
    private final double[][][] buffers;
    private final boolean[] isReached;

    BackwardPass(BoundGraph graph) {
        this.graph = graph;
        this.buffers = new double[graph.nodes().size()][0][];
        this.isReached = new boolean[graph.nodes().size()];
    }

    /**
     * Bounds functions from below.
     *
     * @param start the node
     * @param functions for each row the coefficients of its values
     * @param lines around the functions on the way
     * @param bounded the region, with the charges of its nodes
     * @param trace receives what the way was, null if nobody asks
     */
    double[] run(int start, List<double[]> functions, LineSource lines, Bounded bounded, @Nullable Trace trace) {
        int rows = functions.size();
        double[] sums = new double[rows];
        double[] paid = new double[rows];
        Arrays.fill(isReached, false);
        double[][] first = reached(start, rows);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(functions.get(row), 0, first[row], 0, first[row].length);
        }
        double[] best = new double[rows];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int node = start; node > 0; node--) {
            if (isReached[node]) {
                if (trace == null && node < start && isAlone(node)) {
                    endHere(node, rows, bounded, sums, paid, best);
                }
                step(node, rows, lines, bounded.charges()[node], sums, paid, trace);
            }
        }
        double[][] coefficients = reached(0, rows);
        for (int row = 0; row < rows; row++) {
            pay(coefficients[row], bounded.charges()[0], paid, row);
            double[] point = trace == null ? new double[graph.inputs()] : trace.point(row, graph.inputs());
            double bound = sums[row] + bounded.region().minimum(coefficients[row], point) - paid[row] * OUTWARD;
            sums[row] = Math.max(best[row], Double.isNaN(bound) ? Double.NEGATIVE_INFINITY : bound);
            if (trace != null) {
                trace.keep(0, row, coefficients[row]);
            }
        }
        return sums;
    }

    /** Whether all coefficients are those of one node. */
    private boolean isAlone(int node) {
        for (int i = 0; i < node; i++) {
            if (isReached[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The bounds by the intervals of a node, which are tighter than lines all the way for networks that were trained with
     * intervals.
     */
    private void endHere(int node, int rows, Bounded bounded, double[] sums, double[] paid, double[] best) {
        double[] low = bounded.bounds().low()[node];
        double[] high = bounded.bounds().high()[node];
        for (int row = 0; row < rows; row++) {
            double least = 0;
            double size = 0;
            for (int i = 0; i < low.length; i++) {
                double a = buffers[node][row][i];
                least += a > 0 ? a * low[i] : a < 0 ? a * high[i] : 0;
                size += Math.abs(a) * Math.max(Math.abs(low[i]), Math.abs(high[i]));
            }
            double bound = sums[row] + least - paid[row] * OUTWARD - size * OF_SUMS;
            if (bound > best[row]) {
                best[row] = bound;
            }
        }
    }

    private double[][] reached(int node, int rows) {
        if (buffers[node].length < rows) {
            buffers[node] = new double[rows][graph.nodes().get(node).size()];
        }
        if (!isReached[node]) {
            isReached[node] = true;
            for (int row = 0; row < rows; row++) {
                Arrays.fill(buffers[node][row], 0);
            }
        }
        return buffers[node];
    }

    private void step(
            int place,
            int rows,
            LineSource lines,
            double[] charge,
            double[] sums,
            double[] paid,
            @Nullable Trace trace) {
        Node node = graph.nodes().get(place);
        double[][] coefficients = buffers[place];
        for (int row = 0; row < rows; row++) {
            pay(coefficients[row], charge, paid, row);
        }
        if (node instanceof Linear linear) {
            for (int row = 0; row < rows; row++) {
                sums[row] += dot(coefficients[row], linear.bias());
            }
            for (Part part : linear.parts()) {
                part.map().addTransposed(coefficients, reached(part.input(), rows), rows);
            }
            return;
        }
        int input = node.inputs().get(0);
        double[][] before = reached(input, rows);
        for (int row = 0; row < rows; row++) {
            if (trace != null) {
                trace.keep(place, row, coefficients[row]);
            }
            sums[row] += replace(coefficients[row], lines.lines(place, row), before[row]);
            paid[row] += lines.constrain(place, row, before[row]) * OF_SUMS;
        }
    }

    private static double replace(double[] coefficients, Lines lines, double[] before) {
        double sum = 0;
        for (int i = 0; i < coefficients.length; i++) {
            double a = coefficients[i];
            if (a > 0) {
                before[i] += a * lines.lowSlope()[i];
                sum += a * lines.lowIntercept()[i];
            } else if (a < 0) {
                before[i] += a * lines.highSlope()[i];
                sum += a * lines.highIntercept()[i];
            }
        }
        return sum;
    }

    private static void pay(double[] coefficients, double[] charge, double[] paid, int row) {
        double sum = 0;
        for (int i = 0; i < coefficients.length; i++) {
            sum += Math.abs(coefficients[i]) * charge[i];
        }
        paid[row] += sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
