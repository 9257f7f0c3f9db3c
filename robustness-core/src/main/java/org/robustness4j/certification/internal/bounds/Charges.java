package org.robustness4j.certification.internal.bounds;

import java.util.Arrays;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.certification.internal.graph.BoundGraph.Node;
import org.robustness4j.certification.internal.graph.BoundGraph.Part;
import org.robustness4j.certification.internal.graph.BoundGraph.Rectified;
import org.robustness4j.certification.internal.graph.LinearMap;
import org.robustness4j.certification.internal.graph.Rounding;
import org.robustness4j.certification.internal.graph.UnboundableException;

/**
 * What the value of a node may differ by from that of its exact function of what it reads: because the model computes it
 * in float32, and because the bounds are computed in float64.
 *
 * <p>A bound that goes backward over a node with the coefficient a pays {@code |a|} times the charge. So it holds for
 * every way to compute the network whose nodes keep to the charges, and for real numbers too.
 */
final class Charges {

    /** Values that are taken for smaller ones are flushed to zero by some processors, with an error of 2^-126. */
    private static final double LEAST = 0x1p-80;

    private static final double FLUSHED = 0x1p-120;

    /** Room for the values between, so that no sum overflows. */
    private static final double LARGEST = Float.MAX_VALUE / 4;

    private final BoundGraph graph;
    private final LinearMap[][] sizes;
    private final double ofSums;

    Charges(BoundGraph graph) {
        this.graph = graph;
        this.sizes = new LinearMap[graph.nodes().size()][];
        long roundings = 2 * graph.values() + 64;
        for (int i = 0; i < sizes.length; i++) {
            if (graph.nodes().get(i) instanceof Linear linear) {
                sizes[i] = linear.parts().stream()
                        .map(part -> part.map().absolute())
                        .toArray(LinearMap[]::new);
                roundings += linear.parts().stream()
                        .mapToLong(part -> part.map().terms())
                        .max()
                        .orElse(0);
            }
        }
        this.ofSums = Gamma.ofDoubles(roundings);
    }

    /** For each part of a linear node the map of absolute weights. */
    LinearMap absolute(int node, int part) {
        return sizes[node][part];
    }

    /**
     * The charge of each value of a node.
     *
     * @param bounds of what it reads, and of the input
     * @throws UnboundableException if the values are too large for float32
     */
    double[] of(int place, NodeBounds bounds) throws UnboundableException {
        Node node = graph.nodes().get(place);
        if (node instanceof Linear linear) {
            return of(place, linear, bounds);
        }
        if (node instanceof Rectified rectified) {
            double[] charge = bounds.sizes(rectified.input());
            for (int i = 0; i < charge.length; i++) {
                double slope = Math.abs(rectified.slopes()[i]);
                charge[i] *= 2 * ofSums * Math.max(1, slope) + (slope > 0 ? Gamma.ofFloats(2) * slope : 0);
            }
            return charge;
        }
        if (place == 0) {
            double[] charge = bounds.sizes(0);
            Arrays.setAll(charge, i -> charge[i] * ofSums);
            return charge;
        }
        return new double[node.size()]; // the lines around the function have it already
    }

    private double[] of(int place, Linear linear, NodeBounds bounds) throws UnboundableException {
        Rounding rounding = linear.rounding();
        boolean isRounded = rounding.operations() > 0;
        double[] sums = isRounded ? rounding.offset().clone() : new double[linear.size()];
        double[] others = null;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(sums[i], Math.abs(linear.bias()[i]));
        }
        for (int part = 0; part < linear.parts().size(); part++) {
            Part map = linear.parts().get(part);
            double[] largest = bounds.sizes(map.input());
            for (int i = 0; i < largest.length; i++) {
                largest[i] = Math.max(largest[i], LEAST);
            }
            sizes[place][part].add(largest, sums);
            if (rounding.other() != null) {
                others = rounding.other().apply(largest);
            }
        }
        double ofFloats = isRounded ? Gamma.ofFloats(rounding.operations()) : 0;
        double flushed = isRounded ? rounding.operations() * FLUSHED : 0;
        for (int i = 0; i < sums.length; i++) {
            double inFloats = others == null ? sums[i] : Math.max(sums[i], others[i] + rounding.offset()[i]);
            if (!(inFloats < LARGEST)) {
                throw new UnboundableException(
                        "values of the network may be as large as " + inFloats + ", beyond what float32 can add up");
            }
            sums[i] = ofFloats * inFloats + ofSums * sums[i] + flushed;
        }
        return sums;
    }
}
