package org.robustness4j.certification.internal.bounds;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.certification.internal.graph.BoundGraph.Node;
import org.robustness4j.certification.internal.graph.BoundGraph.Part;
import org.robustness4j.certification.internal.graph.Coefficients;

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
    private final List<Coefficients> buffers;
    private final boolean[] isReached;
    private final double[] point;
    private final boolean[] hasBias;

    BackwardPass(BoundGraph graph) {
        this.graph = graph;
        this.buffers = graph.nodes().stream()
                .map(node -> new Coefficients(node.size()))
                .toList();
        this.isReached = new boolean[graph.nodes().size()];
        this.point = new double[graph.inputs()];
        this.hasBias = new boolean[graph.nodes().size()];
        for (int i = 0; i < hasBias.length; i++) {
            hasBias[i] = graph.nodes().get(i) instanceof Linear linear
                    && Arrays.stream(linear.bias()).anyMatch(bias -> bias != 0);
        }
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
        Coefficients first = reached(start, rows);
        for (int row = 0; row < rows; row++) {
            first.set(row, functions.get(row));
        }
        double[] best = new double[rows];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int node = start; node > 0; node--) {
            if (isReached[node]) {
                boolean isFunction = !(graph.nodes().get(node) instanceof Linear);
                if (trace == null && isFunction && isAlone(node)) {
                    endHere(node, rows, bounded, sums, paid, best);
                }
                step(node, rows, lines, bounded.charges()[node], sums, paid, trace);
            }
        }
        Coefficients coefficients = reached(0, rows);
        for (int row = 0; row < rows; row++) {
            pay(coefficients, bounded.charges()[0], paid, row);
            double[] least = trace == null ? point : trace.point(row, graph.inputs());
            double bound = sums[row] + bounded.region().minimum(coefficients.row(row), least) - paid[row] * OUTWARD;
            sums[row] = Math.max(best[row], Double.isNaN(bound) ? Double.NEGATIVE_INFINITY : bound);
            if (trace != null) {
                trace.keep(0, row, coefficients.row(row));
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
            Coefficients coefficients = buffers.get(node);
            double[] values = coefficients.row(row);
            for (int i = coefficients.from(row); i < coefficients.to(row); i++) {
                double a = values[i];
                least += a > 0 ? a * low[i] : a < 0 ? a * high[i] : 0;
                size += Math.abs(a) * Math.max(Math.abs(low[i]), Math.abs(high[i]));
            }
            double bound = sums[row] + least - paid[row] * OUTWARD - size * OF_SUMS;
            if (bound > best[row]) {
                best[row] = bound;
            }
        }
    }

    private Coefficients reached(int node, int rows) {
        Coefficients coefficients = buffers.get(node);
        if (!isReached[node]) {
            isReached[node] = true;
            coefficients.clear(rows);
        }
        return coefficients;
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
        Coefficients coefficients = buffers.get(place);
        for (int row = 0; row < rows; row++) {
            pay(coefficients, charge, paid, row);
        }
        if (node instanceof Linear linear) {
            for (int row = 0; hasBias[place] && row < rows; row++) {
                sums[row] += dot(coefficients, linear.bias(), row);
            }
            for (Part part : linear.parts()) {
                part.map().addTransposed(coefficients, reached(part.input(), rows), rows);
            }
            return;
        }
        Coefficients before = reached(node.inputs().get(0), rows);
        for (int row = 0; row < rows; row++) {
            if (trace != null) {
                trace.keep(place, row, coefficients.row(row));
            }
            sums[row] += replace(coefficients, lines.lines(place, row), before, row);
            double constrained = lines.constrain(place, row, before.row(row));
            if (constrained > 0) {
                before.touch(row, 0, node.size());
                paid[row] += constrained * OF_SUMS;
            }
        }
    }

    private static double replace(Coefficients coefficients, Lines lines, Coefficients before, int row) {
        double[] values = coefficients.row(row);
        double[] sums = before.row(row);
        before.touch(row, coefficients.from(row), coefficients.to(row));
        double sum = 0;
        for (int i = coefficients.from(row); i < coefficients.to(row); i++) {
            double a = values[i];
            if (a > 0) {
                sums[i] += a * lines.lowSlope()[i];
                sum += a * lines.lowIntercept()[i];
            } else if (a < 0) {
                sums[i] += a * lines.highSlope()[i];
                sum += a * lines.highIntercept()[i];
            }
        }
        return sum;
    }

    private static void pay(Coefficients coefficients, double[] charge, double[] paid, int row) {
        double[] values = coefficients.row(row);
        int end = coefficients.to(row);
        double first = 0; // four sums that do not wait for each other
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = coefficients.from(row);
        for (; i + 3 < end; i += 4) {
            first += Math.abs(values[i]) * charge[i];
            second += Math.abs(values[i + 1]) * charge[i + 1];
            third += Math.abs(values[i + 2]) * charge[i + 2];
            fourth += Math.abs(values[i + 3]) * charge[i + 3];
        }
        for (; i < end; i++) {
            first += Math.abs(values[i]) * charge[i];
        }
        paid[row] += first + second + third + fourth;
    }

    private static double dot(Coefficients coefficients, double[] bias, int row) {
        double[] values = coefficients.row(row);
        double sum = 0;
        for (int i = coefficients.from(row); i < coefficients.to(row); i++) {
            sum += values[i] * bias[i];
        }
        return sum;
    }
}
