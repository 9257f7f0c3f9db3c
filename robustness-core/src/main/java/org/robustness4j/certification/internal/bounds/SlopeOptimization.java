package org.robustness4j.certification.internal.bounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.robustness4j.certification.internal.graph.BoundGraph;

/**
 * Seeks the slopes and multipliers for which lower bounds are largest, by gradient ascent.
 *
 * <p>Xu et al.: Fast and complete, arXiv 2011.13824 (alpha-CROWN); Wang et al.: Beta-CROWN, arXiv 2103.06624, section 3.2.
 * A bound is the value of the relaxed network at the point where it is least; so what it changes by when a slope changes
 * is the coefficient behind the function times the value before it, and one pass forward has all these values. The step
 * is that of Adam (Kingma, Ba, arXiv 1412.6980).
 */
final class SlopeOptimization {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double TINY = 1e-12;
    private static final double COOLING = 0.97;

    /** What the intercept of a line above counts where the line touches the rectifier at the point. */
    private static final double SHARE_OF_INTERCEPT = 0.05;

    private final BoundGraph graph;
    private final Switches switches;
    private final Bounded bounded;
    private final BackwardPass backward;
    private final RelaxedPass relaxed;
    private final List<double[]> functions;
    private final BooleanSupplier isOver;
    private final List<SwitchState> states = new ArrayList<>();
    private final List<SwitchState> best = new ArrayList<>();
    private final double[] bounds;
    private final double[][] firstMoments;
    private final double[][] secondMoments;
    private final double[][] scores;

    SlopeOptimization(
            BoundGraph graph,
            Switches switches,
            Bounded bounded,
            BackwardPass backward,
            RelaxedPass relaxed,
            List<double[]> functions,
            List<SwitchState> from,
            BooleanSupplier isOver) {
        this.graph = graph;
        this.switches = switches;
        this.bounded = bounded;
        this.backward = backward;
        this.relaxed = relaxed;
        this.functions = functions;
        this.isOver = isOver;
        from.forEach(state -> {
            states.add(state.copy());
            best.add(state);
        });
        this.bounds = new double[functions.size()];
        Arrays.fill(bounds, Double.NEGATIVE_INFINITY);
        this.firstMoments = new double[functions.size()][2 * switches.count()];
        this.secondMoments = new double[functions.size()][2 * switches.count()];
        this.scores = new double[functions.size()][switches.count()];
    }

    /**
     * Takes steps until all bounds are above what is sought, or there were enough.
     *
     * @param sought for each row
     */
    List<BoundedState> run(int steps, double rate, double[] sought) {
        int rows = functions.size();
        int output = graph.output();
        SwitchedLines lines = new SwitchedLines(bounded, switches, states);
        Trace trace = new Trace(graph.nodes().size(), rows);
        double[][] points = new double[rows][0];
        double pace = rate;
        for (int step = 1; step <= steps; step++) {
            double[] found = backward.run(output, functions, lines, bounded, trace);
            boolean isDone = true;
            for (int row = 0; row < rows; row++) {
                if (found[row] > bounds[row] || points[row].length == 0) {
                    bounds[row] = Math.max(bounds[row], found[row]);
                    best.set(row, states.get(row).copy());
                    points[row] = trace.point(row).clone();
                }
                isDone &= bounds[row] > sought[row];
            }
            if (isDone || isOver.getAsBoolean()) {
                break;
            }
            relaxed.run(output, rows, trace, lines);
            for (int row = 0; row < rows; row++) {
                if (step == steps) {
                    score(row, trace);
                } else if (bounds[row] <= sought[row]) {
                    ascend(row, trace, step, pace);
                }
            }
            pace *= COOLING;
        }
        List<BoundedState> results = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            results.add(new BoundedState(bounds[row], best.get(row), scores[row], points[row]));
        }
        return results;
    }

    private void ascend(int row, Trace trace, int step, double pace) {
        SwitchState state = states.get(row);
        int count = switches.count();
        double firstShare = 1 - Math.pow(FIRST_DECAY, step);
        double secondShare = 1 - Math.pow(SECOND_DECAY, step);
        for (int i = 0; i < count; i++) {
            if (!trace.has(switches.node(i), row)) {
                continue;
            }
            double[] coefficients = trace.coefficients(switches.node(i), row);
            double before = before(i, row);
            boolean isFree = state.sides()[i] == 0;
            double gradient = isFree
                    ? Math.max(0, coefficients[switches.value(i)]) * before * (1 - switches.slope(i))
                    : -state.sides()[i] * before;
            int place = isFree ? i : count + i;
            double first = FIRST_DECAY * firstMoments[row][place] + (1 - FIRST_DECAY) * gradient;
            double second = SECOND_DECAY * secondMoments[row][place] + (1 - SECOND_DECAY) * gradient * gradient;
            firstMoments[row][place] = first;
            secondMoments[row][place] = second;
            double move = pace * (first / firstShare) / (Math.sqrt(second / secondShare) + TINY);
            if (isFree) {
                state.slopes()[i] = (float) Math.max(0, Math.min(1, state.slopes()[i] + move));
            } else {
                state.multipliers()[i] = (float) Math.max(0, state.multipliers()[i] + move);
            }
        }
    }

    private double before(int number, int row) {
        int node = switches.node(number);
        return relaxed.values(graph.nodes().get(node).inputs().get(0), row)[switches.value(number)];
    }

    /** What each switch that may be both costs the bound: how far its line is from the rectifier, at the point. */
    private void score(int row, Trace trace) {
        SwitchState state = states.get(row);
        for (int i = 0; i < switches.count(); i++) {
            if (state.sides()[i] != 0 || !trace.has(switches.node(i), row)) {
                scores[row][i] = -1;
                continue;
            }
            double[] coefficients = trace.coefficients(switches.node(i), row);
            double coefficient = coefficients[switches.value(i)];
            double x = before(i, row);
            double off = switches.slope(i);
            double exact = Math.max(x, off * x);
            Lines base = bounded.linesOf(switches.node(i));
            double above = base.highIntercept()[switches.value(i)];
            double gap = coefficient >= 0
                    ? coefficient * (exact - (off + state.slopes()[i] * (1 - off)) * x)
                    : -coefficient * Math.max(0, base.highSlope()[switches.value(i)] * x + above - exact);
            scores[row][i] = gap + SHARE_OF_INTERCEPT * Math.max(0, -coefficient) * above;
        }
    }
}
