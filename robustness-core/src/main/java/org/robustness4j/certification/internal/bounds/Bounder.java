package org.robustness4j.certification.internal.bounds;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.UnboundableException;

/**
 * Bounds what a network computes for the points of regions.
 *
 * <p>It belongs to one thread.
 */
public final class Bounder {

    private final BoundGraph graph;
    private final Tightening tightening;
    private final RelaxedPass relaxed;
    private BooleanSupplier isOver = () -> false;

    /** Of a network. */
    public Bounder(BoundGraph graph) {
        this(graph, new Tightening(graph, new Charges(graph)));
    }

    private Bounder(BoundGraph graph, Tightening tightening) {
        this.graph = graph;
        this.tightening = tightening;
        this.relaxed = new RelaxedPass(graph);
    }

    /** One for another thread. */
    public Bounder fork() {
        return new Bounder(graph, tightening.fork());
    }

    /** From when on bounds are to be given as they are. */
    public void until(BooleanSupplier newIsOver) {
        isOver = newIsOver;
        tightening.until(newIsOver);
    }

    /** The network. */
    public BoundGraph graph() {
        return graph;
    }

    /**
     * Bounds all nodes for the points of a region.
     *
     * @throws UnboundableException if values may be beyond what float32 can add up
     */
    public Bounded bounded(Region region) throws UnboundableException {
        return tightening.of(region, null, true);
    }

    /**
     * Bounds all nodes by intervals alone, in a hundredth of the time.
     *
     * @throws UnboundableException if values may be beyond what float32 can add up
     */
    public Bounded intervals(Region region) throws UnboundableException {
        return tightening.of(region, null, false);
    }

    /**
     * Bounds all nodes for the points of a part of a region that was bounded before.
     *
     * @throws UnboundableException if values may be beyond what float32 can add up
     */
    public Bounded bounded(double[] low, double[] high, Bounded outer) throws UnboundableException {
        return tightening.of(outer.region().within(low, high), outer, true);
    }

    /**
     * Lower bounds of functions of the logits.
     *
     * @param functions their coefficients
     */
    public double[] lower(Bounded bounded, List<double[]> functions) {
        return lower(bounded, functions, null);
    }

    private double[] lower(Bounded bounded, List<double[]> functions, @Nullable Trace trace) {
        return tightening
                .backward()
                .run(graph.output(), functions, (node, row) -> bounded.linesOf(node), bounded, trace);
    }

    /** Lower bounds of functions of the logits as functions of the input. */
    public LinearBounds linear(Bounded bounded, List<double[]> functions) {
        Trace trace = new Trace(graph.nodes().size(), functions.size());
        double[] bounds = lower(bounded, functions, trace);
        double[][] coefficients = new double[functions.size()][];
        double[][] points = new double[functions.size()][];
        for (int row = 0; row < coefficients.length; row++) {
            coefficients[row] = trace.coefficients(0, row);
            points[row] = trace.point(row);
        }
        return new LinearBounds(bounds, coefficients, points);
    }

    /** The switches of a region. */
    public Switches switches(Bounded bounded) {
        return Switches.of(graph, bounded.bounds());
    }

    /** A state in which nothing is assumed. */
    public SwitchState undecided(Switches switches, Bounded bounded) {
        return SwitchState.of(switches, bounded);
    }

    /**
     * Lower bounds with the best slopes and multipliers that some steps find.
     *
     * @param functions of the logits, one for each state
     * @param sought a bound that is enough
     */
    public List<BoundedState> optimized(
            Bounded bounded,
            Switches switches,
            List<double[]> functions,
            List<SwitchState> states,
            int steps,
            double rate,
            double sought) {
        double[] enough = new double[functions.size()];
        Arrays.fill(enough, sought);
        return new SlopeOptimization(
                        graph, switches, bounded, tightening.backward(), relaxed, functions, states, isOver)
                .run(steps, rate, enough);
    }

    /**
     * Bounds of functions, and the functions of the input that they are the least values of.
     *
     * @param bounds for each function
     * @param coefficients for each function those of the input
     * @param points for each function where it is least
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    public record LinearBounds(double[] bounds, double[][] coefficients, double[][] points) {}
}
