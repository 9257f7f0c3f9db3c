package org.robustness4j.threat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/** Counts changed features. What a gradient says of a step of some length means nothing here. */
final class L0Geometry implements BallGeometry {

    @Override
    public double size(double[] delta) {
        return Arrays.stream(delta).filter(change -> change != 0).count();
    }

    /** The largest changes stay, of equal ones the first, since all others together would be farther away. */
    @Override
    public void project(double[] delta, double[] low, double[] high, double epsilon) {
        double[] wanted = delta.clone();
        BallGeometry.clip(delta, low, high);
        if (size(delta) <= epsilon) {
            return;
        }
        Integer[] order = new Integer[delta.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -gain(wanted[i], delta[i])));
        for (int k = (int) epsilon; k < order.length; k++) {
            delta[order[k]] = 0;
        }
    }

    /** By how much the squared distance to what was wanted falls when a feature changes instead of staying. */
    private static double gain(double wanted, double clipped) {
        return wanted * wanted - (wanted - clipped) * (wanted - clipped);
    }

    @Override
    public double[] steepestAscent(double[] gradient, double[] room, double size) {
        throw meaningless("has no direction of steepest ascent");
    }

    @Override
    public double[] uniform(int features, RandomGenerator random) {
        throw meaningless("has no points drawn from a ball of radius 1 to scale");
    }

    @Override
    public double[] shortestStep(double[] slope, double[] room, double gap) {
        throw meaningless("has no shortest step to a plane");
    }

    static IllegalArgumentException meaningless(String what) {
        return new IllegalArgumentException(
                "L0 counts changed features and " + what
                        + "; use an attack that is made for it, such as TokenSubstitution, or one of the norms LINF, L2 and L1");
    }
}
