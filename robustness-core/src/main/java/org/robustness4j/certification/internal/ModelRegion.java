package org.robustness4j.certification.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.bounds.Region;
import org.robustness4j.certification.internal.bounds.Region.Ball;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * The points that the adversary may use, as the first layer of the model is given them: a box, for L2 and L1 cut with the
 * ball. A normaliser takes each feature by itself, and rounds monotonically, so that a box becomes a box.
 *
 * @param low the smallest value of each feature, in the user's units
 * @param high the largest value of each feature, in the user's units
 * @param region in the units of the first layer
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record ModelRegion(float[] low, float[] high, Region region) {

    /** What two ways to normalise may differ by, of the value: eight units in the last place. */
    private static final double OF_NORMALISING = 0x1p-21;

    /** Covers the rounding of distances in float64. */
    private static final double OUTWARD = 1 + 0x1p-30;

    static ModelRegion of(AdaptedModel model, InputShape shape, ThreatModel threatModel, float[] clean) {
        Perturbation.Ball ball = (Perturbation.Ball) threatModel.perturbation();
        FeasibleRegion feasible = threatModel.around(clean, shape);
        // what the verification of attacks still takes for inside
        double radius = ball.epsilon() * (1 + FeasibleRegion.TOLERANCE) * OUTWARD;
        float[] low = clean.clone();
        float[] high = clean.clone();
        for (int i = 0; i < clean.length; i++) {
            if (feasible.isMutable(i)) {
                low[i] = down(Math.max(threatModel.domain().minimum(), clean[i] - radius));
                high[i] = up(Math.min(threatModel.domain().maximum(), clean[i] + radius));
            }
        }
        Matrix normalized = model.normalized(Matrix.ofRows(List.of(low, high, clean), clean.length), shape);
        float[] first = normalized.row(0);
        float[] second = normalized.row(1);
        float[] center = normalized.row(2);
        boolean isAsItIs = Arrays.equals(first, low) && Arrays.equals(second, high) && Arrays.equals(center, clean);
        double[] reach = new double[clean.length];
        double[] scales = new double[clean.length];
        double[] from = new double[clean.length];
        double[] to = new double[clean.length];
        for (int i = 0; i < clean.length; i++) {
            double size = Math.max(Math.abs(first[i]), Math.abs(second[i]));
            boolean isFixed = high[i] == low[i];
            scales[i] = isAsItIs || isFixed ? 1 : Math.abs((double) second[i] - first[i]) / ((double) high[i] - low[i]);
            reach[i] =
                    isAsItIs ? 0 : OF_NORMALISING * (size + scales[i] * Math.max(Math.abs(low[i]), Math.abs(high[i])));
            from[i] = Math.min(first[i], second[i]) - reach[i];
            to[i] = Math.max(first[i], second[i]) + reach[i];
        }
        return new ModelRegion(low, high, new Region(from, to, ball(ball, radius, center, scales, reach)));
    }

    /** Per step, a ball is a product of balls, which its box contains. */
    private static @Nullable Ball ball(
            Perturbation.Ball ball, double radius, float[] center, double[] scales, double[] reach) {
        if (ball.norm() == Norm.LINF || ball.perStep() || Arrays.stream(scales).anyMatch(scale -> !(scale > 0))) {
            return null;
        }
        boolean isEuclidean = ball.norm() == Norm.L2;
        double more = 0;
        double[] middle = new double[center.length];
        for (int i = 0; i < center.length; i++) {
            middle[i] = center[i];
            double moved = 2 * reach[i] / scales[i];
            more += isEuclidean ? moved * moved : moved;
        }
        return new Ball(middle, radius + (isEuclidean ? Math.sqrt(more) : more) * OUTWARD, scales, isEuclidean);
    }

    private static float down(double value) {
        float nearest = (float) value;
        return nearest > value ? Math.nextDown(nearest) : nearest;
    }

    private static float up(double value) {
        float nearest = (float) value;
        return nearest < value ? Math.nextUp(nearest) : nearest;
    }

    /** A point in the user's units. */
    float[] inUnitsOfTheUser(double[] point) {
        float[] values = low.clone();
        for (int i = 0; i < point.length; i++) {
            double width = region.high()[i] - region.low()[i];
            double share = width > 0 ? (point[i] - region.low()[i]) / width : 0;
            values[i] = (float) (low[i] + Math.max(0, Math.min(1, share)) * ((double) high[i] - low[i]));
        }
        return values;
    }
}
