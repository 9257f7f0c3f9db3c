package org.robustness4j.threat;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.threat.Perturbation.Ball;

/**
 * The points that the adversary may turn one clean sample into: the ball around it, the range of the data, and the
 * features that may change. All computed in float64 and rounded to float32 towards the clean sample, so that a point
 * handed out never lies outside by a rounding error.
 */
@API(status = Status.STABLE, since = "0.1")
public final class FeasibleRegion {

    /**
     * The tolerance of {@link #contains} for distances, as a share of epsilon. It covers sums that were taken in
     * another order; points handed out here keep to epsilon itself, but for the last bits of float64.
     */
    public static final double TOLERANCE = 1e-6;

    private final float[] clean;
    private final @Nullable Ball ball;
    private final FeatureLimits limits;
    private final double[] low;
    private final double[] high;
    private final @Nullable LinfBox box;
    private final Rounding rounding;
    private final BallGeometry geometry;
    private final Substitution substitution;

    FeasibleRegion(float[] clean, Perturbation perturbation, Domain domain, InputShape shape) {
        this(perturbation instanceof Ball bounded ? bounded : null, FeatureLimits.of(clean.clone(), domain, shape));
    }

    private FeasibleRegion(@Nullable Ball ball, FeatureLimits limits) {
        this.clean = limits.clean();
        this.ball = ball;
        this.limits = limits;
        this.low = limits.low();
        this.high = limits.high();
        this.substitution = new Substitution(limits);
        boolean isStepwise = ball != null && ball.perStep() && ball.norm() != Norm.LINF;
        BallGeometry whole = norm().geometry();
        this.geometry = isStepwise ? StepwiseGeometry.of(whole, limits.shape()) : whole;
        this.rounding = Rounding.of(clean, isStepwise ? null : ball, low, high);
        this.box = ball != null && ball.norm() == Norm.LINF ? limits.box(ball.epsilon(), rounding) : null;
    }

    /** The points of another ball around the same sample. */
    public FeasibleRegion within(Ball other) {
        return new FeasibleRegion(other, limits);
    }

    /**
     * The points of a ball some times as large.
     *
     * @throws IllegalStateException if the region has no ball
     */
    public FeasibleRegion times(double factor) {
        return new FeasibleRegion(ball == null ? null : ball.withEpsilon(factor * epsilon()), limits);
    }

    /** The points at any distance from the same sample. */
    public FeasibleRegion unbounded() {
        return new FeasibleRegion(null, limits);
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
        return at(changeTo(point));
    }

    private double[] changeTo(float[] point) {
        double[] delta = new double[clean.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (double) point[i] - clean[i];
        }
        return delta;
    }

    /**
     * The nearest point of the region to the clean sample after a change.
     *
     * @param change of each feature, in the data's own units
     */
    public float[] after(double[] change) {
        return at(change.clone());
    }

    /**
     * One step of steepest ascent, projected back into the region. Features that lie on the bound that the gradient
     * pushes them against take no part in it.
     *
     * @param point where the step begins
     * @param gradient of the function to increase; where it is zero the point does not move
     * @param stepSize the size of the step in the region's norm (in L2 when unbounded), in the data's own units
     */
    public float[] ascend(float[] point, float[] gradient, double stepSize) {
        if (box != null) {
            return box.step(point, gradient, (float) stepSize);
        }
        double[] delta = changeTo(point);
        SteepestAscent ascent = new SteepestAscent(gradient, delta, low, high);
        return stepped(point, delta, ascent, stepSize, size -> ascent.change(geometry, size));
    }

    /** Where a step leads; one that rounding takes away is repeated twice as long, as long as that may help. */
    private float[] stepped(
            float[] point,
            double[] delta,
            SteepestAscent ascent,
            double stepSize,
            DoubleFunction<double[]> changeOfSize) {
        float[] next = moved(delta, changeOfSize.apply(stepSize));
        for (double size = 2 * stepSize;
                rounding.mayLeadFurther(size) && Arrays.equals(next, point) && ascent.leadsSomewhere();
                size *= 2) {
            next = moved(delta, changeOfSize.apply(size));
        }
        return next;
    }

    private float[] moved(double[] delta, double[] change) {
        double[] sum = new double[delta.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = delta[i] + change[i];
        }
        return at(sum);
    }

    /**
     * The shortest step from a point to a hyperplane, inside the range and without the features that must not change.
     *
     * @param from a point of the range
     * @param normal the gradient of a linear function
     * @param gap by how much the function has to grow on the step, negative when it has to fall; where the range leaves
     *     no room for that, the step goes as far as there is room
     * @param norm how the step is measured
     * @return the change of each feature
     */
    public double[] shortestStep(float[] from, float[] normal, double gap, Norm norm) {
        double direction = Math.signum(gap);
        double[] slope = new double[clean.length];
        double[] room = new double[clean.length];
        for (int i = 0; i < slope.length; i++) {
            double delta = (double) from[i] - clean[i];
            boolean grows = direction * normal[i] > 0;
            slope[i] = Math.abs((double) normal[i]);
            room[i] = Math.max(0, grows ? high[i] - delta : delta - low[i]);
        }
        double[] step = norm.shortestStep(slope, room, Math.abs(gap));
        for (int i = 0; i < step.length; i++) {
            step[i] = direction * normal[i] > 0 ? step[i] : -step[i];
        }
        return step;
    }

    /**
     * A step of steepest ascent in L1 that is shared by some features: those with the largest gradients that have room
     * to move all go equally far. Steps along a single feature, the steepest of all, take as many steps as there are
     * features to change.
     *
     * @param features how many features move, at least 1
     * @param stepSize the sum of their changes, in the data's own units
     */
    public float[] ascendSparsely(float[] point, float[] gradient, int features, double stepSize) {
        double[] delta = changeTo(point);
        SteepestAscent ascent = new SteepestAscent(gradient, delta, low, high);
        return stepped(point, delta, ascent, stepSize, ascent.sparseChanges(features));
    }

    /**
     * A point on the surface of the ball in the direction of a change, clipped to the range; for an unbounded region
     * the change itself. What the change has of features that must not change does not count.
     */
    public float[] onSurface(double[] change) {
        double[] delta = change.clone();
        for (int i = 0; i < delta.length; i++) {
            delta[i] = limits.isMutable(i) ? delta[i] : 0;
        }
        if (ball != null && ball.norm() != Norm.L0) {
            geometry.scale(delta, ball.epsilon());
        }
        return norm() == Norm.L0 ? at(delta) : clipped(delta);
    }

    /** Whether the adversary may change a feature; of indices, whether anything may take its place. */
    public boolean isMutable(int feature) {
        return substitution.isMutable(feature);
    }

    /** The features that the adversary may change, in their order. */
    public int[] mutableFeatures() {
        int[] features = new int[clean.length];
        int count = 0;
        for (int i = 0; i < features.length; i++) {
            if (isMutable(i)) {
                features[count++] = i;
            }
        }
        return Arrays.copyOf(features, count);
    }

    /** A vector, such as a gradient, without what it has of features that must not change; the same one if all may. */
    public float[] amongMutable(float[] vector) {
        return limits.amongMutable(vector);
    }

    /**
     * A random point: drawn uniformly from the ball of the features that may change, then clipped to the range.
     * Unbounded regions are sampled uniformly in the range.
     */
    public float[] uniformPoint(RandomGenerator random) {
        double[] delta = new double[clean.length];
        if (ball == null) {
            for (int i = 0; i < delta.length; i++) {
                delta[i] = low[i] + (high[i] - low[i]) * random.nextDouble();
            }
        } else if (ball.norm() == Norm.L0) {
            substitution.change(delta, mutableFeatures(), epsilon(), random);
        } else {
            int[] mutable = mutableFeatures();
            double[] unit = geometry.among(mutable).uniform(mutable.length, random);
            for (int k = 0; k < mutable.length; k++) {
                delta[mutable[k]] = ball.epsilon() * unit[k];
            }
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

    /**
     * Whether a point is in the region: every value finite and inside the range, those that must not change as they
     * were to the bit, and the distance no larger than epsilon, but for {@link #TOLERANCE}.
     */
    public boolean contains(float[] point) {
        return limits.allow(point)
                && substitution.mayReplace(point)
                && (ball == null || geometry.size(changeTo(point)) <= ball.epsilon() * (1 + TOLERANCE));
    }

    private Norm norm() {
        return ball == null ? Norm.L2 : ball.norm();
    }

    private float[] at(double[] delta) {
        if (ball == null) {
            return clipped(delta);
        }
        geometry.project(delta, low, high, ball.epsilon());
        return substitution.allowed(rounding.round(delta));
    }

    private float[] clipped(double[] delta) {
        BallGeometry.clip(delta, low, high);
        return substitution.allowed(rounding.round(delta));
    }
}
