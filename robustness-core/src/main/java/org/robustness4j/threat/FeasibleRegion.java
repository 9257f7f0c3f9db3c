package org.robustness4j.threat;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Domain;
import org.robustness4j.threat.Perturbation.Ball;

/**
 * The points that the adversary may turn one clean sample into: the ball around it, the range of the data, and the features
 * that may change. All computed in float64 and rounded to float32 towards the clean sample, so that a point handed out
 * never lies outside by a rounding error.
 */
public final class FeasibleRegion {

    /** The tolerance of {@link #contains}, as a share of the domain's width for one feature. */
    public static final double TOLERANCE = 1e-6;

    private final float[] clean;
    private final @Nullable Ball ball;
    private final Domain domain;
    private final double[] low;
    private final double[] high;
    private final @Nullable Box box;

    FeasibleRegion(float[] clean, Perturbation perturbation, Domain domain) {
        this.clean = clean.clone();
        this.ball = perturbation instanceof Ball bounded ? bounded : null;
        this.domain = domain;
        this.low = new double[clean.length];
        this.high = new double[clean.length];
        for (int i = 0; i < clean.length; i++) {
            if (domain.isMutable(i)) {
                low[i] = (double) domain.minimum() - clean[i];
                high[i] = (double) domain.maximum() - clean[i];
            }
        }
        this.box = ball != null && ball.norm() == Norm.LINF ? box(ball.epsilon()) : null;
    }

    private Box box(double epsilon) {
        double[] lowest = new double[clean.length];
        double[] highest = new double[clean.length];
        for (int i = 0; i < clean.length; i++) {
            lowest[i] = Math.max(low[i], -epsilon);
            highest[i] = Math.min(high[i], epsilon);
        }
        return new Box(rounded(lowest), rounded(highest));
    }

    /** A copy of the clean sample. */
    public float[] clean() {
        return clean.clone();
    }

    /** The nearest point of the region to a point. */
    public float[] project(float[] point) {
        if (box != null) {
            return box.clamp(point);
        }
        double[] delta = new double[clean.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (double) point[i] - clean[i];
        }
        return at(delta);
    }

    /**
     * One step of steepest ascent, projected back into the region. Features that lie on the bound that the gradient pushes
     * them against take no part in it.
     *
     * @param point where the step begins
     * @param gradient of the function to increase; where it is zero the point does not move
     * @param stepSize the size of the step in the region's norm (in L2 when unbounded), in the data's own units
     */
    public float[] ascend(float[] point, float[] gradient, double stepSize) {
        if (box != null) {
            return box.step(point, gradient, (float) stepSize);
        }
        double[] delta = new double[clean.length];
        double[] room = new double[clean.length];
        double[] useful = new double[clean.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (double) point[i] - clean[i];
            room[i] = Math.max(0, gradient[i] > 0 ? high[i] - delta[i] : delta[i] - low[i]);
            useful[i] = room[i] == 0 ? 0 : gradient[i];
        }
        double[] change = norm().steepestAscent(useful, room, stepSize);
        for (int i = 0; i < delta.length; i++) {
            delta[i] += change[i];
        }
        return at(delta);
    }

    /**
     * A random point: drawn uniformly from the ball, then clipped to the range. Unbounded regions are sampled uniformly in
     * the range.
     */
    public float[] uniformPoint(RandomGenerator random) {
        double[] delta = new double[clean.length];
        if (ball == null) {
            for (int i = 0; i < delta.length; i++) {
                delta[i] = low[i] + (high[i] - low[i]) * random.nextDouble();
            }
        } else {
            double[] unit = ball.norm().uniform(clean.length, random);
            for (int i = 0; i < delta.length; i++) {
                delta[i] = ball.epsilon() * unit[i];
            }
        }
        return clipped(delta);
    }

    /**
     * A point in a random direction: independent normal changes, stretched together to the surface of the ball, then
     * clipped to the range.
     *
     * @throws IllegalStateException if the region has no ball
     */
    public float[] gaussianPoint(RandomGenerator random) {
        double[] delta = new double[clean.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = random.nextGaussian();
        }
        double factor = epsilon() / norm().size(delta);
        for (int i = 0; i < delta.length; i++) {
            delta[i] *= factor;
        }
        return clipped(delta);
    }

    /**
     * The radius of the ball.
     *
     * @throws IllegalStateException if the region has no ball
     */
    public double epsilon() {
        if (ball == null) {
            throw new IllegalStateException(
                    "This attack needs an epsilon, but the perturbation is unbounded; give one");
        }
        return ball.epsilon();
    }

    /** Whether a point is finite and in the region, but for the tolerance that rounding needs. */
    public boolean contains(float[] point) {
        double slack = TOLERANCE * domain.width();
        for (int i = 0; i < clean.length; i++) {
            double change = (double) point[i] - clean[i];
            if (!(change >= low[i] - slack && change <= high[i] + slack)) {
                return false;
            }
        }
        return ball == null
                || ball.norm().distance(clean, point)
                        <= ball.epsilon() + slack * ball.norm().sizeOfOnes(clean.length);
    }

    private Norm norm() {
        return ball == null ? Norm.L2 : ball.norm();
    }

    private float[] at(double[] delta) {
        if (ball == null) {
            return clipped(delta);
        }
        ball.norm().project(delta, low, high, ball.epsilon());
        return rounded(delta);
    }

    private float[] clipped(double[] delta) {
        BallGeometry.clip(delta, low, high);
        return rounded(delta);
    }

    private float[] rounded(double[] delta) {
        float[] point = new float[delta.length];
        for (int i = 0; i < delta.length; i++) {
            float value = (float) (clean[i] + delta[i]);
            boolean tooFar = Math.abs((double) value - clean[i]) > Math.abs(delta[i]);
            point[i] = tooFar ? Math.nextAfter(value, clean[i]) : value;
        }
        return point;
    }
}
