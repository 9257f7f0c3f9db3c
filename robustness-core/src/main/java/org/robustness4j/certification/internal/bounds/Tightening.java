package org.robustness4j.certification.internal.bounds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.BoundGraph.Curved;
import org.robustness4j.certification.internal.graph.BoundGraph.Largest;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.certification.internal.graph.BoundGraph.Node;
import org.robustness4j.certification.internal.graph.BoundGraph.Part;
import org.robustness4j.certification.internal.graph.BoundGraph.Rectified;
import org.robustness4j.certification.internal.graph.UnboundableException;

/**
 * Bounds of all nodes, first by intervals, then by backward passes for the values that a function bends: those of
 * rectifiers only where intervals leave the sign open.
 *
 * <p>It belongs to one thread.
 */
final class Tightening {

    /** So many rows go backward together. */
    private static final int ROWS = 32;

    /** The most numbers that the rows may have in all nodes. */
    private static final long NUMBERS = 1L << 24;

    private final BoundGraph graph;
    private final Charges charges;
    private final boolean[] isBent;
    private final boolean[] isDirect;
    private final BackwardPass backward;
    private final int rowsTogether;
    private BooleanSupplier isOver = () -> false;

    /**
     * Bounds of a network.
     *
     * @param charges of its nodes
     */
    Tightening(BoundGraph graph, Charges charges) {
        this.graph = graph;
        this.charges = charges;
        int nodes = graph.nodes().size();
        this.isBent = new boolean[nodes];
        this.isDirect = new boolean[nodes];
        this.backward = new BackwardPass(graph);
        this.rowsTogether = (int) Math.max(2, Math.min(ROWS, NUMBERS / graph.values()) / 2 * 2);
        for (int i = 0; i < nodes; i++) {
            Node node = graph.nodes().get(i);
            isDirect[i] = node instanceof Linear linear && linear.inputs().equals(List.of(0));
            if (!(node instanceof Linear)) {
                node.inputs().forEach(input -> isBent[input] = true);
            }
        }
    }

    /** One for another thread. */
    Tightening fork() {
        return new Tightening(graph, charges);
    }

    /** From when on there are no more backward passes: what is known by then is true as well. */
    void until(BooleanSupplier newIsOver) {
        isOver = newIsOver;
    }

    /** The backward pass. */
    BackwardPass backward() {
        return backward;
    }

    /**
     * Bounds the nodes of a region, and draws the lines around its functions.
     *
     * @param outer what is known of a region that it is a part of, null if there is none
     * @param isBackward whether there are backward passes, or intervals alone
     * @throws UnboundableException if values are too large
     */
    Bounded of(Region region, @Nullable Bounded outer, boolean isBackward) throws UnboundableException {
        int nodes = graph.nodes().size();
        NodeBounds bounds = NodeBounds.of(graph, region);
        Bounded bounded = new Bounded(region, bounds, new Lines[nodes], new double[nodes][]);
        bounded.charges()[0] = charges.of(0, bounds);
        for (int place = 1; place < graph.nodes().size(); place++) {
            bounded.charges()[place] = charges.of(place, bounds);
            Node node = graph.nodes().get(place);
            double[] low = new double[node.size()];
            double[] high = new double[node.size()];
            bounds.low()[place] = low;
            bounds.high()[place] = high;
            if (node instanceof Linear linear) {
                interval(place, linear, bounded, low, high);
                if (outer != null) {
                    intersect(
                            low,
                            high,
                            outer.bounds().low()[place],
                            outer.bounds().high()[place]);
                }
                if (isBackward && isBent[place] && !(isDirect[place] && region.isBox())) {
                    tighten(place, bounded);
                }
            } else if (node instanceof Rectified rectified) {
                bounded.lines()[place] =
                        Lines.of(rectified, bounds.low()[rectified.input()], bounds.high()[rectified.input()]);
                range(rectified, bounds, place);
            } else if (node instanceof Curved curved) {
                bounded.lines()[place] =
                        Lines.of(curved, bounds.low()[curved.input()], bounds.high()[curved.input()], low, high);
            }
        }
        return bounded;
    }

    private void interval(int place, Linear linear, Bounded bounded, double[] low, double[] high) {
        NodeBounds bounds = bounded.bounds();
        double[] middle = linear.bias().clone();
        double[] reach = bounded.charges()[place].clone();
        for (int i = 0; i < linear.parts().size(); i++) {
            Part part = linear.parts().get(i);
            double[] fromLow = bounds.low()[part.input()];
            double[] fromHigh = bounds.high()[part.input()];
            double[] center = new double[fromLow.length];
            double[] radius = new double[fromLow.length];
            for (int j = 0; j < center.length; j++) {
                center[j] = (fromLow[j] + fromHigh[j]) / 2;
                radius[j] = (fromHigh[j] - fromLow[j]) / 2;
            }
            part.map().add(center, middle);
            charges.absolute(place, i).add(radius, reach);
        }
        for (int i = 0; i < low.length; i++) {
            low[i] = Math.nextDown(middle[i] - reach[i]);
            high[i] = Math.nextUp(middle[i] + reach[i]);
        }
        if (linear.largest() != null) {
            largest(linear.largest(), bounds, low, high);
        }
    }

    /** A maximum is exact in every precision, and so are its ends. */
    private static void largest(Largest largest, NodeBounds bounds, double[] low, double[] high) {
        double[] oneLow = bounds.low()[largest.one()];
        double[] oneHigh = bounds.high()[largest.one()];
        double[] otherLow = bounds.low()[largest.other()];
        double[] otherHigh = bounds.high()[largest.other()];
        for (int i = 0; i < low.length; i++) {
            int first = largest.first()[i];
            int second = largest.second()[i];
            low[i] = Math.max(low[i], Math.max(oneLow[first], otherLow[second]));
            high[i] = Math.max(low[i], Math.min(high[i], Math.max(oneHigh[first], otherHigh[second])));
        }
    }

    private static void intersect(double[] low, double[] high, double[] otherLow, double[] otherHigh) {
        for (int i = 0; i < low.length; i++) {
            low[i] = Math.max(low[i], otherLow[i]);
            high[i] = Math.max(low[i], Math.min(high[i], otherHigh[i]));
        }
    }

    private static void range(Rectified rectified, NodeBounds bounds, int place) {
        double[] low = bounds.low()[rectified.input()];
        double[] high = bounds.high()[rectified.input()];
        for (int i = 0; i < low.length; i++) {
            double slope = rectified.slopes()[i];
            double atLow = low[i] > 0 ? low[i] : slope * low[i];
            double atHigh = high[i] > 0 ? high[i] : slope * high[i];
            double least = Math.min(atLow, atHigh);
            double largest = Math.max(atLow, atHigh);
            boolean isBent = low[i] < 0 && high[i] > 0;
            // a slope is rounded in float32 and here
            double rounded = slope == 0 ? 0 : 0x1p-22 * Math.max(Math.abs(least), Math.abs(largest));
            bounds.low()[place][i] = (isBent ? Math.min(least, 0) : least) - rounded;
            bounds.high()[place][i] = largest + rounded;
        }
    }

    private void tighten(int place, Bounded bounded) {
        NodeBounds bounds = bounded.bounds();
        boolean isRectified = graph.nodes().stream()
                .filter(node -> !(node instanceof Linear) && node.inputs().contains(place))
                .allMatch(Rectified.class::isInstance);
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < bounds.low()[place].length; i++) {
            if (isRectified ? bounds.isUnstable(place, i) : bounds.low()[place][i] < bounds.high()[place][i]) {
                open.add(i);
            }
        }
        LineSource source = (node, row) -> bounded.linesOf(node);
        int together = rowsTogether / 2;
        for (int from = 0; from < open.size() && !isOver.getAsBoolean(); from += together) {
            List<Integer> values = open.subList(from, Math.min(open.size(), from + together));
            List<double[]> functions = new ArrayList<>();
            for (int value : values) {
                functions.add(unit(bounds.low()[place].length, value, 1));
                functions.add(unit(bounds.low()[place].length, value, -1));
            }
            double[] least = backward.run(place, functions, source, bounded, null);
            for (int i = 0; i < values.size(); i++) {
                int value = values.get(i);
                double low = Math.max(bounds.low()[place][value], least[2 * i]);
                bounds.low()[place][value] = low;
                bounds.high()[place][value] = Math.max(low, Math.min(bounds.high()[place][value], -least[2 * i + 1]));
            }
        }
    }

    private static double[] unit(int size, int place, double value) {
        double[] unit = new double[size];
        unit[place] = value;
        return unit;
    }
}
